/* bytecode.h: compiles sources that lie in an image. */
#ifndef PYVENV_BYTECODE_H
#define PYVENV_BYTECODE_H

#include "layout.h"

/* Whether the user asked to stop.  Called from several threads at once. */
struct image_cancel {
  bool (*cancelled) (void *data); /* NULL: never */
  void *data;
};

/* An image whose sources are to be compiled. */
struct bytecode_image {
  struct layout *layout;
  const bool *wanted;           /* of each file: bytecode that is not there yet */
  int fd;
  const char *folder;           /* its name below PARENT_FD */
};

/* Compiles, with the base interpreter and on all processors, each source of the
 * COUNT images in the folder PARENT_FD whose bytecode is wanted.  What does not
 * compile is marked as missing.  0, or -1 with the reason in REPORT. */
int bytecode_compile (const struct bytecode_image *images, size_t count,
                      int parent_fd, const struct image_target *target,
                      const struct image_cancel *cancel,
                      struct report *report);

#endif
