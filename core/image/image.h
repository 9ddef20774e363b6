/* image.h: a wheel unpacked and byte-compiled, ready to be linked.
 *
 * An image is a folder that holds files named by number and a plan, which says
 * where they go.  It is complete once it has a plan.
 *
 * This is the interface of a module of its own, which brings libcrypto and
 * libdeflate and is only loaded where an image has to be made. */
#ifndef PYVENV_WHEEL_IMAGE_H
#define PYVENV_WHEEL_IMAGE_H

#include "bytecode.h"
#include "digest.h"
#include "report.h"
#include "image_target.h"

#include <sys/stat.h>

/* A wheel's bytes, which nobody else can change any more. */
struct image_source {
  char *bytes;
  size_t length;
  char sha256[DIGEST_HEX_SIZE]; /* in hexadecimal */
  struct stat st;               /* of the file they were read from */
};

/* What building took, for those who ask why it was slow. */
struct image_tally {
  size_t files;
  size_t harvested;
  size_t compiled;
};

/* Reads and hashes the file PATH, or if that was deleted what is open as HELD
 * (-1: nothing). */
int image_load (struct image_source *source, const char *path, int held,
                struct report *report);

void image_release (struct image_source *source);

/* Makes the image of the wheel FILE_NAME as the folder NAME in PARENT_FD, which
 * must not exist; it is removed again where this fails. */
int image_build (const struct image_source *source, const char *file_name,
                 const struct target *target, int parent_fd, const char *name,
                 const struct image_watch *watch, struct image_tally *tally,
                 struct report *report);

/* What the module exports, as pyvenv_image_module. */
struct image_module {
  const char *version;          /* PACKAGE_VERSION */
  int (*load) (struct image_source *source, const char *path, int held,
               struct report *report);
  void (*release) (struct image_source *source);
  bool (*digest) (char hex[DIGEST_HEX_SIZE], const char *algorithm,
                  const void *bytes, size_t length); /* digest_hex */
  int (*build) (const struct image_source *source, const char *file_name,
                const struct target *target, int parent_fd, const char *name,
                const struct image_watch *watch, struct image_tally *tally,
                struct report *report);
};

#endif
