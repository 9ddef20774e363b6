/* record.h: the lines of RECORD, a table of comma-separated values.
 *
 * The dialect is that of Python's csv module, which PEP 376 refers to. */
#ifndef PYVENV_RECORD_H
#define PYVENV_RECORD_H

#include "report.h"
#include "text.h"
#include "vector.h"

#include <stdbool.h>
#include <stdint.h>

struct record_row {
  const char *path;
  const char *hash;             /* "sha256=…", or "" */
  const char *size;             /* decimal, or "" */
};

DEFINE_VECTOR (record, struct record_row);

/* Reads LENGTH bytes of a RECORD.  Rows have one to three fields; empty lines
 * are skipped.  Strings and rows live in ARENA. */
int record_parse (struct record *record, struct arena *arena,
                  const char *bytes, size_t length, struct report *report);

/* Adds FIELD, quoted where it must be. */
void record_add_field (struct text *out, const char *field);

/* Adds a line, with CR and LF as the csv module writes them. */
void record_add_row (struct text *out, const char *path, const char *hash,
                     const char *size);

/* By path, bytewise, which is code-point order in UTF-8. */
int record_row_compare (const void *a, const void *b);

/* Adds "sha256=" and DIGEST in URL-safe base64 without padding. */
void record_add_digest (struct text *out, const uint8_t digest[32]);

/* Decodes the value of a hash (with or without padding) into DIGEST, which
 * must be exactly LENGTH bytes. */
bool record_decode_digest (const char *base64, uint8_t *digest, size_t length);

#endif
