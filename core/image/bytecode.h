/* bytecode.h: compiles sources that lie in an image. */
#ifndef PYVENV_WHEEL_BYTECODE_H
#define PYVENV_WHEEL_BYTECODE_H

#include "archive.h"

/* Whether the user asked to stop. */
struct image_watch {
  bool (*cancelled) (void *data); /* NULL: never */
  void *data;
};

/* Compiles, with the base interpreter and on all processors, each source in
 * IMAGE_FD whose bytecode is not there yet (WANTED[i] for ARCHIVE->files[i]).
 * What does not compile is marked as missing. */
int bytecode_compile (struct archive *archive, const bool *wanted,
                      int image_fd, const struct target *target,
                      const struct image_watch *watch, struct report *report);

#endif
