/* unpack.h: writes a wheel's files into an image, checked against RECORD. */
#ifndef PYVENV_WHEEL_UNPACK_H
#define PYVENV_WHEEL_UNPACK_H

#include "archive.h"

/* Writes all files of ARCHIVE that come from it, or that pip adds with a fixed
 * content, into IMAGE_FD, on all processors.  Bytecode is taken from the base
 * interpreter where it has some; WANTED[i] becomes true for what remains to be
 * compiled.  *HARVESTED counts what was found. */
int unpack (struct archive *archive, int image_fd,
            const struct target *target, bool *wanted, size_t *harvested,
            struct report *report);

#endif
