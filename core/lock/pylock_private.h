/* pylock_private.h: what the files that read locks share. */
#ifndef PYVENV_PYLOCK_PRIVATE_H
#define PYVENV_PYLOCK_PRIVATE_H

#include "pylock.h"
#include "toml_document.h"

/* What is being read. */
struct pylock_reader {
  struct arena *arena;
  const struct pylock *lock;
  struct report *report;
  const char *package;          /* its name, for messages, or NULL */
};

/* Something is wrong at LINE (0: in no line).  Sets the report, with the file,
 * the line and the package in front.  Answers -1. */
int pylock_value_fail (struct pylock_reader *reader, unsigned line,
                       const char *fmt, ...)
  __attribute__ ((format (printf, 3, 4)));

/* Out of memory.  Answers -1. */
int pylock_value_no_memory (struct pylock_reader *reader);

/* What KEY is in TABLE, in *RET, which is NULL if it is not there; it is of
 * KIND then.  0, or -1 after pylock_value_fail. */
int pylock_value_get (struct pylock_reader *reader,
                      const struct toml_value *table, const char *key,
                      enum toml_kind kind, const struct toml_value **ret);

/* The same for a string, which has no control characters.  REQUIRED: it is there
 * and not empty. */
int pylock_value_string (struct pylock_reader *reader,
                         const struct toml_value *table, const char *key,
                         bool required, const char **ret);

/* The strings of an array, added to RET. */
int pylock_value_strings (struct pylock_reader *reader,
                          const struct toml_value *table, const char *key,
                          struct string_vector *ret);

/* Fills in where PACKAGE, that TABLE describes, comes from.  Its name, version,
 * index and line are set. */
int pylock_source_read (struct pylock_reader *reader,
                        const struct toml_value *table,
                        const struct wheel_tags *tags,
                        struct package *package);

/* Fills in PACKAGE from TABLE, one of its files: the name, where it is, its
 * size and its hash. */
int pylock_file_read (struct pylock_reader *reader,
                      const struct toml_value *table,
                      struct package *package);

/* The path or the address of TABLE, of which one is there.  A relative path is
 * meant from the lock. */
int pylock_file_place (struct pylock_reader *reader,
                       const struct toml_value *table,
                       struct package *package);

/* The file name of TABLE, which it says or which is the last part of its path
 * or its address. */
int pylock_file_name (struct pylock_reader *reader,
                      const struct toml_value *table, const char **ret);

#endif
