/* link.h: gives an environment the files of an image. */
#ifndef PYVENV_LINK_H
#define PYVENV_LINK_H

#include "link_rule.h"
#include "manifest.h"

#include <stdbool.h>
#include <sys/types.h>

enum link_mode {
  LINK_HARDLINK,
  LINK_CLONE,
  LINK_COPY
};

/* The mode of that name, or -1.  "auto" is LINK_HARDLINK, but for root LINK_CLONE:
 * who makes an environment as root often gives it to another user, and a hard link
 * would give them the file in the cache with it. */
int link_mode_parse (const char *name);

struct linker {
  enum link_mode mode;          /* weakens to LINK_COPY where need be */
  int image_fd;
  mode_t file_mode;             /* 0777 & ~umask */
  bool is_fresh;                /* just made: not looked at again */
  bool is_seed;                 /* the image is not to be written */
  struct link_rule rule;
  bool suits;                   /* the rule allows links in the present folder */
  bool unsuited;                /* somewhere it did not */
  int fallback;                 /* errno of what made it weaken, or 0 */
};

enum link_result {
  LINK_DONE,
  LINK_FAILED,                  /* errno says why */
  LINK_DAMAGED                  /* the image is not what it was */
};

/* Puts FILE of the image into DIR_FD under NAME, which must not exist.  The
 * file is looked at before it is used: whoever edits one in an environment
 * edits the image. */
enum link_result link_file (struct linker *linker,
                            const struct manifest_file *file, int dir_fd,
                            const char *name);

#endif
