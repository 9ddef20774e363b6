/* image_maker.h: makes many images at once.
 *
 * Threads read, check and unpack wheels as they are added, and interpreters compile
 * their sources beside that, so that the first are ready before the last have come.
 * No more than a few are at work at a time, whatever their number. */
#ifndef PYVENV_IMAGE_MAKER_H
#define PYVENV_IMAGE_MAKER_H

#include "bytecode.h"
#include "image_target.h"
#include "image_work.h"

/* An image to make.  All of it is the caller's, and lasts until the maker ends. */
struct image_order {
  const char *path;             /* of the wheel, absolute */
  int held;                     /* what it is open as, or -1 */
  const struct wheel_name *name; /* what its file name says */
  const char *folder;           /* to make, in the folder of the maker */

  /* Whether there is an image already, asked for in another thread once the hash is
   * known; the wheel was opened when its status was ST. */
  bool (*is_there) (struct image_order *order, const struct stat *st);
  void *data;                   /* for that */

  char sha256[65];              /* "" until it is known */
  struct image_counts counts;   /* what was done */
  bool made;                    /* FOLDER is complete */
  struct report report;         /* why not, where its kind is not 0 */
};

/* How far a maker is. */
struct image_progress {
  size_t orders, ended;         /* those that were added, and of these */
  size_t sources, compiled;     /* of what is unpacked so far */
  uint64_t bytes;               /* unpacked */
};

struct image_maker;

/* Begins, for TARGET, in the folder PARENT_FD; all arguments last as long as the
 * maker.  NULL with the reason in REPORT. */
struct image_maker *image_maker_new (const struct image_target *target,
                                     int parent_fd,
                                     const struct image_cancel *cancel,
                                     struct report *report);

/* Adds an image to make.  0, or -1 with errno. */
int image_maker_add (struct image_maker *maker, struct image_order *order);

/* Waits until all that was added has ended, one way or the other, or nothing more
 * will, and answers true; or false after so many milliseconds. */
bool image_maker_wait (struct image_maker *maker, int milliseconds);

void image_maker_look (struct image_maker *maker, struct image_progress *ret);

/* Frees MAKER; what is not complete is given up, and removed.  0, or -1 with the
 * reason in REPORT where sources could not be compiled. */
int image_maker_end (struct image_maker *maker, struct report *report);

#endif
