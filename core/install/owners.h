/* owners.h: which of several wheels have one file. */
#ifndef PYVENV_OWNERS_H
#define PYVENV_OWNERS_H

#include "manifest.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

struct owner {
  const char *name;
  const struct manifest *manifest;
};

/* Who owns what a call has installed so far; begins as { .cx = CX }. */
struct owners {
  pyvenv_context *cx;
  struct owner *items;
  size_t count;
  const char *name;             /* whose files are being installed */

  /* The files that both NAME and SHARER have, until they are told of. */
  const struct owner *sharer;
  const char *shared;           /* the first of them; of the context */
  size_t shared_count;
};

/* Says that the files that come now are NAME's, which has to last. */
void owners_begin (struct owners *owners, const char *name);

/* Whether PATH, relative to ENV_DIR, was installed by one of the wheels; the
 * warning comes once all files of the present one are known. */
bool owners_share (struct owners *owners, const char *path);

/* Adds the present wheel, whose files are those of MANIFEST, which has to last.
 * 0, or -1 after pyvenv_fail. */
int owners_add (struct owners *owners, const struct manifest *manifest);

/* Frees it. */
void owners_release (struct owners *owners);

#endif
