/* virtualenv_table.h: the options of virtualenv, and what was given for them. */
#ifndef PYVENV_VIRTUALENV_TABLE_H
#define PYVENV_VIRTUALENV_TABLE_H

#include "arena.h"
#include "vector.h"

#include <stdbool.h>
#include <stddef.h>

enum virtualenv_id {
#define ROW(id, ...) VIRTUALENV_##id,
#include "virtualenv.def"
#undef ROW
  VIRTUALENV_COUNT
};

struct virtualenv_row {
  const char *name;             /* the long option without its dashes */
  const char *alias;            /* a second one, or NULL */
  const char *argument;         /* what --help calls its value; NULL: a flag */
  const char *sets;             /* the option of ours that it sets, or NULL */
  const char *to;               /* the value of that; NULL: what is given */
  const char *excludes;         /* an option that may not be given beside it */
  const char *help;             /* one line for --help */
  char letter;                  /* the short option; 0: none */
  bool is_list;                 /* may be given again; each value counts */
  bool is_count;                /* how often it is given counts */
  bool takes_more;              /* the words behind its value are values, too */
  bool takes_nothing;           /* an empty value is one */
  bool is_command_line_only;    /* no variable and no file gives it */
};

extern const struct virtualenv_row virtualenv_table[VIRTUALENV_COUNT];

/* Who gave a value; a weaker source never replaces a stronger one's. */
enum virtualenv_source {
  VIRTUALENV_UNSET,
  VIRTUALENV_FILE,
  VIRTUALENV_VARIABLE,
  VIRTUALENV_CALLER
};

struct virtualenv_value {
  enum virtualenv_source source;
  bool on;                      /* of a flag */
  long count;                   /* how often, or the number that was given */
  const char *text;             /* of an option with a value; NULL: none */
  struct string_vector list;    /* all values of a list */
};

/* Takes VALUE, NULL for a flag, as given by SOURCE for the option ID.  Strings are
 * the caller's and have to last.  A variable or a file gives lists in one text,
 * separated by commas, colons or line ends, and booleans.  Returns 0; 1 where such
 * a VALUE is not of the option's type, and then it counts as not given; -1 on out
 * of memory. */
int virtualenv_take (struct virtualenv_value *value, struct arena *arena,
                     enum virtualenv_id id, const char *text,
                     enum virtualenv_source source);

#endif
