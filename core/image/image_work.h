/* image_work.h: one image that is being made. */
#ifndef PYVENV_IMAGE_WORK_H
#define PYVENV_IMAGE_WORK_H

#include "image_source.h"
#include "layout.h"
#include "unpack.h"

/* What was done to make an image, for those who ask why it was slow. */
struct image_counts {
  size_t files;                 /* unpacked */
  size_t harvested;             /* bytecode of the base interpreter */
  size_t compiled;
};

struct image_work {
  struct archive archive;
  struct layout layout;
  bool *wanted;                 /* bytecode that is still to be compiled */
  int parent_fd, fd;
  char folder[64];
  size_t harvested;
  bool made;                    /* the folder */
  bool complete;
};

/* Begins the image of the wheel whose file name says NAME, which has to last as
 * long as the work, as the folder FOLDER in PARENT_FD, which must not exist: lays
 * it out and unpacks it.  SOURCE is not needed any more then; where its file has
 * changed meanwhile, it is refused.  NULL with the reason in REPORT; FOLDER is
 * removed again. */
struct image_work *image_work_begin (const struct image_source *source,
                                     const struct wheel_name *name,
                                     const struct image_target *target,
                                     const struct unpack_means *means,
                                     int parent_fd, const char *folder,
                                     struct report *report);

/* Completes an image whose bytecode is compiled.  COUNTS becomes what was done.  0,
 * or -1 with the reason in REPORT. */
int image_work_complete (struct image_work *work,
                         const struct image_target *target,
                         struct image_counts *counts, struct report *report);

/* Frees WORK, and removes its folder unless it is complete.  NULL is allowed. */
void image_work_end (struct image_work *work);

#endif
