/* refuse.h: the errors for options that getopt_long does not accept. */
#ifndef PYVENV_REFUSE_H
#define PYVENV_REFUSE_H

#include <getopt.h>
#include <stdbool.h>

/* Prints what is wrong with OPTION, as written, and which may be meant of TABLE,
 * all options.  NEEDS_VALUE: its value is missing.  NO_PLUGINS: the file or variable
 * that keeps plugins, and their keys, from being known, or NULL.  To be called right after
 * getopt_long, since it reads optopt.  Returns the exit status. */
int refuse_option (const struct option *table, bool json, const char *option,
                   bool needs_value, const char *no_plugins);

/* The same for OPTION with the value NEXT, which looks like an option. */
int refuse_value (bool json, const char *option, const char *next);

/* The same where no ENV_DIR is given.  TAKER is the option whose value is LAST, the
 * last argument; NULL where there is none. */
int refuse_nothing (bool json, const char *taker, const char *last);

#endif
