/* options_rows.h: the table behind the command line and --help. */
#ifndef PYVENV_OPTIONS_ROWS_H
#define PYVENV_OPTIONS_ROWS_H

#include <stddef.h>

enum option_action {
  ACT_FLAG,                     /* of the library, under its own name */
  ACT_VALUE,
  ACT_HELP,
  ACT_VERSION,
  ACT_PLUGIN,
  ACT_SET,
  ACT_LIST_PLUGINS,
  ACT_PLUGIN_INFO,
  ACT_CACHE_INFO,
  ACT_CACHE_CLEAN,
  ACT_VERBOSE,
  ACT_QUIET,
  ACT_JSON,
  ACT_NO_PROGRESS,
  ACT_KEY                       /* from here on: keys of plugins */
};

struct option_row {
  const char *name;
  char letter;                  /* 0: none */
  const char *argument;         /* NULL: a flag */
  enum option_action action;
  const char *help;
};

/* Rows without a name are headings, whose text is HELP. */
extern const struct option_row option_rows[];
extern const size_t option_row_count;

#endif
