/* layout.h: where each file of a wheel goes, and what pip adds to them. */
#ifndef PYVENV_LAYOUT_H
#define PYVENV_LAYOUT_H

#include "archive.h"
#include "image_target.h"
#include "manifest.h"

/* A file of the environment that the wheel brings or causes. */
struct layout_file {
  const char *path;             /* relative to ENV_DIR */
  const char *record_path;      /* relative to purelib, as RECORD has it */
  const char *hash;             /* of its row in RECORD: "sha256=..." or "" */
  const char *size;
  enum manifest_kind kind;
  const struct zip_member *member; /* NULL: not from the archive */
  const char *content;          /* of what pip adds; NULL otherwise */
  const struct entry_point *entry_point; /* for MANIFEST_ENTRY */
  size_t source;                /* for bytecode: index of its source, + 1 */
  size_t bytecode;              /* for a source: index of its bytecode, + 1 */
  uint64_t length;              /* known once it is in the image */
  int64_t mtime_ns;
  bool executable;
  bool missing;                 /* bytecode of what does not compile */
};

DEFINE_VECTOR (layout_files, struct layout_file);

struct layout {
  const struct archive *archive;
  struct arena arena;
  struct layout_files files;
  struct entry_points scripts;  /* that are generated */
};

/* Lays out ARCHIVE, which must stay while LAYOUT is used, for TARGET.  Refuses
 * what would replace a file of the environment itself.  0, or -1 with the
 * reason in REPORT; release it in both cases. */
int layout_make (struct layout *layout, const struct archive *archive,
                 const struct image_target *target, struct report *report);

void layout_release (struct layout *layout);

#endif
