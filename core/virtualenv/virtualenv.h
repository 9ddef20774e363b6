/* virtualenv.h: the command line of virtualenv, by which many programs and scripts
 * make environments.
 *
 * Its options, variables and settings are translated into options of a builder;
 * virtualenv.def is the table of them. */
#ifndef PYVENV_VIRTUALENV_H
#define PYVENV_VIRTUALENV_H

#include "virtualenv_table.h"

#include <pyvenv.h>

/* The version whose command line this is. */
#define VIRTUALENV_LIKE "21.15.11"

struct virtualenv {
  pyvenv_builder *builder;
  struct arena arena;
  struct virtualenv_value values[VIRTUALENV_COUNT];
  const char *dest;             /* NULL until it is met */
  const char *activators;       /* the option */
  double start;                 /* seconds of the monotonic clock */
  bool quiet, verbose;
  bool is_done;                 /* --help and the like: nothing more to do */
  bool has_python;              /* an environment was begun with one */
};

/* How many arguments ask for virtualenv's command line and are none of it: 1 for
 * the name of a link, 2 or 3 with --as=virtualenv or --as virtualenv behind that of
 * the program; 0 where nothing does. */
int virtualenv_is_asked (int argc, char *const *argv);

/* Reads the command line (ARGV[0] is passed over), VIRTUALENV_* and virtualenv.ini,
 * and sets the options of BUILDER.  Returns 0, or the exit status after saying why
 * on stderr.  To be released in either case. */
int virtualenv_read (struct virtualenv *virtualenv, pyvenv_builder *builder,
                     int argc, char **argv);
void virtualenv_release (struct virtualenv *virtualenv);

/* Makes the environment, with the first of the interpreters that is found.  0, or -1
 * with the error on the builder. */
int virtualenv_create (struct virtualenv *virtualenv);

/* To be called with the event FINISHED: prints the summary on stdout. */
void virtualenv_finished (struct virtualenv *virtualenv,
                          const struct pyvenv_event *event);

/* ---- Between the files of core/virtualenv ------------------------------ */

/* Reads the variables and the file.  0, or the exit status after saying why. */
int virtualenv_read_settings (struct virtualenv *virtualenv);

/* Sets the options of the builder; 0, or -1 with the error on it. */
int virtualenv_apply (struct virtualenv *virtualenv);

void virtualenv_help (void);

#endif
