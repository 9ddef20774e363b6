/* bytecode.h: compiles sources that lie in an image. */
#ifndef PYVENV_BYTECODE_H
#define PYVENV_BYTECODE_H

#include "layout.h"

/* Whether the user asked to stop.  Called from several threads at once. */
struct image_cancel {
  bool (*cancelled) (void *data); /* NULL: never */
  void *data;
};

/* Compiles, with the base interpreter and on all processors, each source in
 * the folder IMAGE_FD whose bytecode is not there yet (WANTED[i] for file i of
 * LAYOUT).  What does not compile is marked as missing.  0, or -1 with the
 * reason in REPORT. */
int bytecode_compile (struct layout *layout, const bool *wanted, int image_fd,
                      const struct image_target *target,
                      const struct image_cancel *cancel,
                      struct report *report);

#endif
