/* unpack.h: writes a wheel's files into an image, checked against RECORD. */
#ifndef PYVENV_UNPACK_H
#define PYVENV_UNPACK_H

#include "layout.h"

/* What may be used for it. */
struct unpack_means {
  size_t threads;
  size_t room;                  /* bytes of a member that each takes as a whole, and
                                 * as many again, inflated */
};

/* Writes all files of LAYOUT that come from the archive, or that pip adds with
 * a fixed content, into the folder IMAGE_FD.  Bytecode
 * is taken from the base interpreter where it has some; WANTED[i] becomes true
 * for what remains to be compiled.  *HARVESTED counts what was found.  0, or
 * -1 with the reason in REPORT. */
int unpack_layout (struct layout *layout, int image_fd,
                   const struct image_target *target,
                   const struct unpack_means *means, bool *wanted,
                   size_t *harvested, struct report *report);

#endif
