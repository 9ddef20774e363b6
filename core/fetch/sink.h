/* sink.h: a file that a download is written to, and its hash. */
#ifndef PYVENV_SINK_H
#define PYVENV_SINK_H

#include "digest.h"
#include "transfer.h"

struct sink {
  int fd;                       /* an empty file, open for writing */
  const char *hash;             /* of hash.h; NULL: there is nothing to check */
  struct digest *digest;        /* of sink.c */
};

/* Readies SINK, whose other fields are set.  Returns 0, or -1 after
 * pyvenv_fail; sink_release both ways. */
int sink_start (pyvenv_context *cx, struct sink *sink) PYVENV_CHECK;
void sink_release (struct sink *sink);

/* For struct transfer, with the sink as their data. */
transfer_write sink_write;
transfer_restart sink_restart;

/* Compares the hash of what was written, from URL, with what it has to be.  WHO
 * says so ("the index promises"), for the message. */
int sink_verify (pyvenv_context *cx, struct sink *sink, const char *url,
                 const char *who) PYVENV_CHECK;

#endif
