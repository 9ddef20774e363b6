/* image_source.h: a wheel file while its image is made. */
#ifndef PYVENV_IMAGE_SOURCE_H
#define PYVENV_IMAGE_SOURCE_H

#include "report.h"

#include <stdint.h>
#include <sys/stat.h>

/* A wheel file that is open. */
struct image_source {
  int fd;                       /* what is read: the file, or a copy of it */
  uint64_t length;
  char sha256[65];              /* in hexadecimal */
  struct stat st;               /* of the file, when it was opened */
  struct stat copied;           /* of what is open as FD */
};

/* Opens and hashes the file PATH, or if that was deleted what is open as HELD
 * (-1: nothing).  One that somebody else can write is copied into the folder
 * PARENT_FD first, as a file without a name: what is checked must be what is
 * installed.  -1: it is only hashed.  SHA256 is its hash where that is known, or "".
 * 0, or -1 with the reason in REPORT; release it in both cases. */
int image_source_load (struct image_source *source, const char *path, int held,
                       int parent_fd, const char *sha256,
                       struct report *report);

void image_source_release (struct image_source *source);

/* Hashes SOURCE once more, by ALGORITHM (enum digest_algorithm), as HEX.  0, or -1
 * with the reason in REPORT. */
int image_source_hash (const struct image_source *source, int algorithm,
                       char hex[129], struct report *report);

/* Refuses SOURCE if its file has changed since it was opened.  0, or -1 with the
 * reason in REPORT. */
int image_source_check (const struct image_source *source,
                        struct report *report);

#endif
