/* manifest.h: what an environment gets of an image, as one block of memory.
 *
 * A manifest is a file of the image that is mapped and used as it is: folders
 * in the order in which they are made, the files of each, and the text of
 * RECORD with gaps for the rows that differ from environment to environment.
 * It is made by the machine that reads it; a checksum tells damage, and
 * manifest_check looks at every offset and count before they are used. */
#ifndef PYVENV_MANIFEST_H
#define PYVENV_MANIFEST_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MANIFEST_NAME "plan"
#define MANIFEST_MAGIC 0x3230304e414c5650u  /* "PVPLAN002" without its last zero */
#define MANIFEST_DEPTH_MAX 80
#define MANIFEST_NONE UINT32_MAX

enum manifest_kind {
  MANIFEST_LINKED,                  /* a file of the image, as it is */
  MANIFEST_REWRITTEN,               /* a script whose first line names python */
  MANIFEST_ENTRY,                   /* a script that calls an entry point */
  MANIFEST_DIRECT_URL,              /* direct_url.json, unless by name */
  MANIFEST_REQUESTED,               /* REQUESTED, linked if somebody asked for it */
  MANIFEST_RECORD                   /* written last */
};

/* All strings are offsets from the start of the manifest. */
struct manifest_file {
  int64_t mtime_ns;             /* in the image */
  uint64_t size;
  uint32_t name;
  uint32_t number;              /* its name in the image, in decimal */
  uint32_t kind;
  uint32_t executable;
  uint32_t row;                 /* path in RECORD, quoted; for REQUESTED the whole row;
                                 * not for LINKED */
  uint32_t module;              /* for ENTRY */
  uint32_t attribute;
  uint32_t unused;
};

struct manifest_dir {
  uint32_t name;
  uint32_t depth;               /* 0 lies in ENV_DIR; parents come first */
  uint32_t first;               /* its files are next to each other */
  uint32_t count;
};

/* A stretch of RECORD, followed by the row of FILE, or of none. */
struct manifest_piece {
  uint32_t text;
  uint32_t length;
  uint32_t file;                /* MANIFEST_NONE after the last */
  uint32_t unused;
};

struct manifest_head {
  uint64_t magic;
  uint64_t checksum;            /* of all that follows it */
  uint32_t length;              /* of the whole manifest */
  uint32_t dirs, dir_count;
  uint32_t files, file_count;
  uint32_t pieces, piece_count;
  uint32_t canonical;           /* name of the distribution */
  uint32_t version;
  uint32_t requires_python;
  uint32_t requires;            /* names, one a line */
  uint32_t unused;
};

struct manifest {
  const struct manifest_head *head;
  const struct manifest_dir *dirs;
  const struct manifest_file *files;
  const struct manifest_piece *pieces;
  size_t mapped;                /* length of the mapping; 0: none */
};

/* Maps the manifest in the folder DIR_FD.  0, or -1 with errno: EILSEQ where
 * it is damaged, was made by another version, or can be another user's. */
int manifest_open (struct manifest *manifest, int dir_fd);

void manifest_close (struct manifest *manifest);

const char *manifest_string (const struct manifest *manifest, uint32_t offset);

/* Whether the LENGTH bytes at HEAD, the last of them a NUL, are a manifest whose
 * offsets, counts and names can be used without another look: in manifest_check.c. */
bool manifest_check (const struct manifest_head *head, size_t length);

/* What follows the field checksum, LENGTH bytes, summed up. */
uint64_t manifest_checksum (const void *bytes, size_t length);

/* The name of a file in the image: NUMBER in decimal. */
void manifest_file_name (char name[16], uint32_t number);

#endif
