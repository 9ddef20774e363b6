/* option_table.h: all options, for the library and for the program; generated
 * from options.def and what it includes, which explains what they have. */
#ifndef PYVENV_OPTION_TABLE_H
#define PYVENV_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* OPTION_HELP, ...: the places in the table. */
enum option_id {
#define OPTION(id, ...) OPTION_##id,
#include "option_rows.h"
#undef OPTION
  OPTION_COUNT
};

/* What a value has to be. */
enum option_type {
  OPTION_TYPE_TEXT,             /* one line in UTF-8, as pyvenv.cfg holds */
  OPTION_TYPE_SECONDS,
  OPTION_TYPE_FOLDER,
  OPTION_TYPE_FILE,
  OPTION_TYPE_INTERPRETER,
  OPTION_TYPE_PLUGIN,
  OPTION_TYPE_DAYS,
  OPTION_TYPE_SIZE,             /* bytes: "500M", "10G" */
  OPTION_TYPE_KEY,              /* NAME.KEY of a plugin, and its value */
  OPTION_TYPE_CHOICE,           /* one of CHOICES */
  OPTION_TYPE_CHOICES           /* any of CHOICES, separated by commas or blanks */
};

struct option_row {
  const char *name;             /* the long option without its dashes */
  const char *argument;         /* what --help calls its value; NULL: a flag */
  bool argument_is_optional;
  const char *choices;          /* separated by blanks */
  const char *variable;         /* an environment variable that gives it */
  const char *excludes;         /* the flag that it turns off */
  const char *group;            /* heading of --help */
  const char *help;             /* one line for --help */
  enum option_type type;
  unsigned bit;                 /* of pyvenv_options (); 0: none */
  char letter;                  /* the short option; 0: none */
  bool is_library;              /* pyvenv_builder_set takes it */
  bool is_action;               /* the program does that, and no environment */
  bool is_for_run;              /* INI files do not */
  bool is_list;                 /* all that one place gives counts, not the last */
};

extern const struct option_row option_table[OPTION_COUNT];

/* The option of the library with that name, or NULL. */
const struct option_row *option_find_library (const char *name);

/* Whether VALUE is of the type of OPTION, as far as that can be seen from the
 * text: seconds are 0 to 999999, a choice is one of its words. */
bool option_accepts (const struct option_row *option, const char *value);

/* What such a value has to be, for "X is 'VALUE', which is not %s%s" with this and
 * the CHOICES of OPTION. */
const char *option_wants (const struct option_row *option);

/* How many bytes a value of OPTION_TYPE_SIZE is; K, M, G and T are powers of 1024.
 * False where it is none. */
bool option_read_size (const char *value, uint64_t *ret);

/* Whether WORD is one of the words of LIST, which commas or blanks separate. */
bool option_has_word (const char *list, const char *word);

#endif
