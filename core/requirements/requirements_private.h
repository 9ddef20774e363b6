/* requirements_private.h: what the files that read requirements files share. */
#ifndef PYVENV_REQUIREMENTS_PRIVATE_H
#define PYVENV_REQUIREMENTS_PRIVATE_H

#include "requirements_file.h"

/* What is being read. */
struct requirements_reader {
  struct arena *arena;
  struct requirements *result;
  struct report *report;
  struct requirements_place place;
  bool is_constraint;
};

/* The options of one line that count for it alone. */
struct requirements_options {
  struct string_vector hashes;  /* "sha256=HEX" */
  const char *editable;         /* of -e, or NULL */
  const char *requirements, *constraints; /* of -r and -c, or NULL */
};

/* The line is wrong: sets the report, with the place in front.  Answers -1. */
int requirements_file_fail (struct requirements_reader *reader, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));

/* The same for what pip would do, and we cannot: kept in only_pip.  0, or -1 on
 * out of memory. */
int requirements_file_only_pip (struct requirements_reader *reader, const char *fmt,
                           ...) __attribute__ ((format (printf, 2, 3)));

/* Out of memory.  Answers -1. */
int requirements_file_no_memory (struct requirements_reader *reader);

/* Reads the options at TEXT into *OPTIONS and the result.  ALONE: no requirement
 * stands before them, so that those count that are for the whole file.  0, or -1
 * after requirements_file_fail. */
int requirements_option_read (struct requirements_reader *reader,
                              const char *text, bool alone,
                              struct requirements_options *options);

/* Adds the requirement that TEXT, the line before its options, says. */
int requirements_line_add (struct requirements_reader *reader, const char *text,
                           const struct requirements_options *options);

/* PATH as an absolute one, textually.  A relative one is meant from the folder
 * that the file FROM, an absolute path, is in; FROM NULL: from the working
 * directory.  In ARENA; NULL with errno. */
const char *requirements_line_absolute (struct arena *arena, const char *from,
                                        const char *path);

#endif
