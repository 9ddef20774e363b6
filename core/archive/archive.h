/* archive.h: a wheel, read and checked before anything is written. */
#ifndef PYVENV_WHEEL_ARCHIVE_H
#define PYVENV_WHEEL_ARCHIVE_H

#include "entry.h"
#include "headers.h"
#include "names.h"
#include "plan.h"
#include "table.h"
#include "image_target.h"
#include "zip.h"

/* A file of the environment that the wheel brings or causes. */
struct placed {
  const char *path;             /* relative to ENV_DIR */
  const char *record_path;      /* relative to purelib, as RECORD has it */
  const char *hash;             /* of its row in RECORD: "sha256=…" or "" */
  const char *size;
  enum plan_kind kind;
  const struct zip_member *member; /* NULL: not from the archive */
  const char *content;          /* of what pip adds; NULL otherwise */
  const struct entry *entry;    /* for PLAN_ENTRY */
  size_t source;                /* for bytecode: place of its source, + 1 */
  size_t bytecode;              /* for a source: place of its bytecode, + 1 */
  uint64_t length;              /* known once it is in the image */
  int64_t mtime_ns;
  bool executable;
  bool missing;                 /* bytecode of what does not compile */
};

struct archive {
  struct wheel_name name;
  struct zip zip;
  const struct zip_member **by_name; /* sorted */
  struct arena arena;
  const char *dist_info;        /* "pip-24.2.dist-info" */
  struct wheel_headers headers;
  struct metadata metadata;
  struct record record;         /* sorted by path */
  struct entries entries;
  struct placed *files;
  size_t count;
};

/* Reads LENGTH bytes of the wheel FILE_NAME, which must stay while the archive
 * is used, checks all but the members' contents, and says where everything
 * goes.  0, or -1 with the reason; release it in both cases. */
int archive_open (struct archive *archive, const char *file_name,
                  const void *bytes, size_t length,
                  const struct target *target, struct report *report);

void archive_release (struct archive *archive);

/* Finds the member NAME, or NULL. */
const struct zip_member *archive_member (const struct archive *archive,
                                         const char *name);

/* The row of RECORD for PATH, or NULL. */
const struct record_row *archive_row (const struct archive *archive,
                                      const char *path);

/* Refuses two of NAMES for one place, even where case does not count, and a file
 * where others need a folder.  Sorts them. */
int archive_check_distinct (const char **names, size_t count,
                            struct report *report);

/* place.c: fills in ARCHIVE->files. */
int archive_place (struct archive *archive, const struct target *target,
                   struct report *report);

#endif
