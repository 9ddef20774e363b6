/* toml_document.h: TOML (toml.io, version 1.0) as a tree that C can walk. */
#ifndef PYVENV_TOML_DOCUMENT_H
#define PYVENV_TOML_DOCUMENT_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum toml_kind {
  TOML_TABLE, TOML_ARRAY, TOML_STRING, TOML_INTEGER, TOML_BOOLEAN,
  TOML_OTHER                    /* a fraction, a date or a time */
};

struct toml_value {
  enum toml_kind kind;
  unsigned line;                /* from 1 on */
  const char *key;              /* in its table; NULL in an array */
  const struct toml_value *next; /* the value beside it, or NULL; in a table they
                                  * are in the order of their keys */
  const struct toml_value *first; /* of a table or an array, or NULL */
  const char *string;           /* UTF-8 */
  int64_t integer;
  bool boolean;
};

/* Why a document cannot be read. */
struct toml_error {
  unsigned line;                /* 0: of no line */
  const char *message;          /* without a full stop; static or in the arena */
};

/* Reads the LENGTH bytes at BYTES.  Answers the table at the top; all of it
 * lives in ARENA.  NULL with errno: EINVAL with *ERROR set, ENOMEM, or ENOSYS
 * where pyvenv was built without a library for TOML, which *ERROR says, too. */
const struct toml_value *toml_document_parse (struct arena *arena,
                                              const char *bytes, size_t length,
                                              struct toml_error *error);

/* ROOT, a table, as text that ends with a line end, in ARENA: keys in the order of their
 * bytes, each table of an array of tables below a heading, tables in other tables in one
 * line.  NULL with errno: ENOMEM, or ENOSYS as above. */
const char *toml_format (struct arena *arena, const struct toml_value *root);

/* The value of KEY in TABLE, or NULL. */
const struct toml_value *toml_document_find (const struct toml_value *table,
                                             const char *key);

/* What KIND is called in messages: "a table". */
const char *toml_document_kind (enum toml_kind kind);

#endif
