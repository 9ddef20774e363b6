/* layout_private.h: what the files that lay out a wheel share. */
#ifndef PYVENV_LAYOUT_PRIVATE_H
#define PYVENV_LAYOUT_PRIVATE_H

#include "layout.h"

#define LAYOUT_BIN "bin/"

/* What is at hand while files are laid out. */
struct layout_work {
  struct layout *layout;
  const struct archive *archive;
  const struct image_target *target;
  struct report *report;
  struct zip_inflater *inflater;
  size_t bytecode;              /* files of the wheel's own that are left out */
};

/* Adds a file with the PATH, a string of the arena (NULL: out of memory).  The
 * answer is valid until the next is added; NULL with the reason in the
 * report. */
struct layout_file *layout_add (struct layout_work *work,
                                enum manifest_kind kind, const char *path);

/* layout_added.c: adds what pip writes itself: INSTALLER and its like, the
 * scripts of entry points, bytecode.  0, or -1 with the reason in the
 * report. */
int layout_add_installed (struct layout_work *work);

#endif
