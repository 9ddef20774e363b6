/* archive.h: a wheel, read and checked before anything is written.
 *
 * It gives the members and what the wheel says of itself; where each file goes
 * is decided by the image. */
#ifndef PYVENV_ARCHIVE_H
#define PYVENV_ARCHIVE_H

#include "entry_points.h"
#include "hash_table.h"
#include "metadata.h"
#include "record.h"
#include "wheel_name.h"
#include "zip.h"

struct archive {
  const struct wheel_name *name;
  struct zip zip;
  struct hash_table members;    /* struct zip_member by name */
  struct arena arena;
  const char *dist_info;        /* "pip-24.2.dist-info" */
  struct wheel_metadata wheel;
  struct metadata metadata;
  struct record record;
  struct hash_table rows;       /* struct record_row by path */
  struct entry_points entry_points;
};

/* Reads the wheel of LENGTH bytes that is open as FD, and whose file name says NAME;
 * both must stay while the archive is used.  Checks all but the contents of its members: the
 * container, their names, RECORD, and that METADATA is of NAME.  0, or -1 with
 * the reason in REPORT; release it in both cases. */
int archive_open (struct archive *archive, const struct wheel_name *name, int fd,
                  uint64_t length, struct report *report);

void archive_release (struct archive *archive);

/* The member NAME, or NULL. */
const struct zip_member *archive_member (const struct archive *archive,
                                         const char *name);

/* The row of RECORD for PATH, or NULL. */
const struct record_row *archive_row (const struct archive *archive,
                                      const char *path);

#endif
