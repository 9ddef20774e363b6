/* cfg.h: pyvenv.cfg, its keys in order. */
#ifndef PYVENV_CFG_H
#define PYVENV_CFG_H

#include "arena.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>

struct cfg_line {
  const char *key, *value;
};

struct cfg {
  struct cfg_line *lines;
  size_t count, room;
  bool dirty;                   /* differs from the file */
};

/* Sets or, with VALUE NULL, removes a key.  The strings are copied into ARENA.
 * Returns -1 with errno ENOMEM, or EINVAL for control characters and for keys
 * that could not be read back. */
int cfg_set (struct cfg *cfg, struct arena *arena,
             const char *key, const char *value);

/* NULL if there is no such key.  Case is ignored, as the interpreter does. */
const char *cfg_get (const struct cfg *cfg, const char *key);

/* A line of a file, neither copied nor ended with a NUL. */
struct cfg_piece {
  const char *key, *value;
  size_t key_length, value_length;
};

/* Reads the next line from *AT, which it moves on, up to END: the part before the
 * first "=" is the key, both are stripped, lines without "=" are passed over (as
 * getpath and site do).  False where there is none. */
bool cfg_next (const char **at, const char *end, struct cfg_piece *ret);

/* Reads all lines of a file.  Where a key occurs twice, the last one counts.  -1
 * with errno on out of memory. */
int cfg_parse (struct cfg *cfg, struct arena *arena,
               const char *bytes, size_t length);

/* Adds "key = value" lines, exactly as venv writes them: interpreters up to
 * 3.10 read no other form. */
void cfg_print (const struct cfg *cfg, struct text *out);

void cfg_release (struct cfg *cfg);

/* The value of `prompt` is a Python string literal: repr () writes it ... */
void cfg_add_repr (struct text *out, const char *string);

/* ... and this reads it; a value without quotes, as other tools write, is taken
 * as it stands.  NULL with errno on out of memory. */
const char *cfg_unrepr (struct arena *arena, const char *value);

#endif
