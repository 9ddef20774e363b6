/* image.h: a wheel unpacked and byte-compiled, ready to be linked.
 *
 * An image is a folder that holds files named by number and a manifest, which
 * says where they go.  It is complete once it has a manifest.
 *
 * This is the interface of a module of its own, image.so, which brings
 * libdeflate and is only loaded where an image has to be made. */
#ifndef PYVENV_IMAGE_H
#define PYVENV_IMAGE_H

#include "bytecode.h"
#include "image_target.h"
#include "report.h"
#include "wheel_name.h"

#include <sys/stat.h>

/* A wheel file that is open. */
struct image_source {
  int fd;                       /* what is read: the file, or a copy of it */
  uint64_t length;
  char sha256[65];              /* in hexadecimal */
  struct stat st;               /* of the file, when it was opened */
  struct stat copied;           /* of what is open as FD */
};

/* What was done to make an image, for those who ask why it was slow. */
struct image_counts {
  size_t files;                 /* unpacked */
  size_t harvested;             /* bytecode of the base interpreter */
  size_t compiled;
};

/* Opens and hashes the file PATH, or if that was deleted what is open as HELD
 * (-1: nothing).  One that somebody else can write is copied into the folder
 * PARENT_FD first, as a file without a name: what is checked must be what is
 * installed.  -1: it is only hashed.  0, or -1 with the reason in REPORT; release it
 * in both cases. */
int image_load (struct image_source *source, const char *path, int held,
                int parent_fd, struct report *report);

void image_release (struct image_source *source);

/* Hashes SOURCE once more, by ALGORITHM (enum digest_algorithm), as HEX.  0, or -1
 * with the reason in REPORT. */
int image_hash (const struct image_source *source, int algorithm, char hex[129],
                struct report *report);

/* image_source.c: refuses SOURCE if its file has changed since it was opened.  0, or
 * -1 with the reason in REPORT. */
int image_source_check (const struct image_source *source,
                        struct report *report);

/* An image that is being made. */
struct image_work;

/* Begins the image of the wheel whose file name says NAME, which has to last as
 * long as the work, as the folder FOLDER in PARENT_FD, which must not exist: lays
 * it out and unpacks it.  SOURCE is not needed any more then; where its file has
 * changed meanwhile, it is refused.  NULL with the reason in REPORT; FOLDER is removed again.  May be called from several threads
 * at once. */
struct image_work *image_begin (const struct image_source *source,
                                const struct wheel_name *name,
                                const struct image_target *target,
                                int parent_fd, const char *folder,
                                struct report *report);

/* Compiles what COUNT images, all of PARENT_FD and TARGET, want, and completes
 * them.  *COUNTS sums up what was done.  0, or -1 with the reason in REPORT. */
int image_complete (struct image_work *const *works, size_t count,
                    const struct image_target *target,
                    const struct image_cancel *cancel,
                    struct image_counts *counts, struct report *report);

/* Frees WORK, and removes its folder unless it is complete.  NULL is allowed. */
void image_end (struct image_work *work);

/* What the module exports, as pyvenv_image_module. */
struct image_module {
  const char *version;          /* PACKAGE_VERSION */
  int (*load) (struct image_source *source, const char *path, int held,
               int parent_fd, struct report *report);
  int (*hash) (const struct image_source *source, int algorithm, char hex[129],
               struct report *report);
  void (*release) (struct image_source *source);
  struct image_work *(*begin) (const struct image_source *source,
                               const struct wheel_name *name,
                               const struct image_target *target,
                               int parent_fd, const char *folder,
                               struct report *report);
  int (*complete) (struct image_work *const *works, size_t count,
                   const struct image_target *target,
                   const struct image_cancel *cancel,
                   struct image_counts *counts, struct report *report);
  void (*end) (struct image_work *work);
};

#endif
