/* apply_private.h: what the files that carry out a manifest share. */
#ifndef PYVENV_APPLY_PRIVATE_H
#define PYVENV_APPLY_PRIVATE_H

#include "apply.h"
#include "text.h"

/* How far it is. */
struct apply_state {
  struct apply *apply;
  bool *made;                   /* of each folder: this run made it */
  struct text *rows;            /* of RECORD, for the file after each piece */
  int fds[MANIFEST_DEPTH_MAX];      /* the folders down to the present one */
  bool suits[MANIFEST_DEPTH_MAX];   /* of each: links are right in it */
  uint32_t open;                /* how many of them */
  uint32_t parents[MANIFEST_DEPTH_MAX]; /* their places in the manifest */
  uint32_t done;                /* files in the tree */
  uint32_t dirs_done;
  int record_fd;                /* the folder of RECORD */
  const struct manifest_file *record;
};

/* apply_generated.c: writes file INDEX of the manifest, which differs from
 * environment to environment, into the folder FD, and its row of RECORD.
 * RECORD itself is only remembered.  0, or -1 with errno. */
int apply_generated_file (struct apply_state *state, uint32_t index, int fd);

/* apply_generated.c: the row of RECORD for REQUESTED, which is file INDEX. */
void apply_generated_requested (struct apply_state *state, uint32_t index);

/* apply_generated.c: writes RECORD. */
enum apply_result apply_generated_record (struct apply_state *state);

#endif
