/* options.h: the command line. */
#ifndef PYVENV_OPTIONS_H
#define PYVENV_OPTIONS_H

#include "option_table.h"

#include <pyvenv.h>
#include <stdbool.h>
#include <stdio.h>

/* The action that makes environments, for which there is no option. */
#define OPTIONS_CREATE OPTION_COUNT

struct options {
  enum option_id action;        /* OPTIONS_CREATE, or an action of the table */
  const char *value;            /* of the action, if it takes one */
  bool verbose, quiet, json, no_progress;
  const char *const *env_dirs;
  size_t env_count;
  struct virtualenv *virtualenv; /* NULL unless the command line is virtualenv's */
};

/* Reads the command line in two passes, since the plugins that the first finds
 * declare options for the second; in between it reads the settings and loads
 * the plugins.  Returns 0, or the exit status after saying why on stderr; *RET
 * says whether --json is given after an error, too. */
int options_read (pyvenv_builder *builder, int argc, char **argv,
                  struct options *ret);

/* The text of --help, from the same table; with the keys of the loaded
 * plugins. */
void options_help (const pyvenv_builder *builder, FILE *out);

#endif
