/* refuse.h: what is wrong with an option that getopt_long does not take. */
#ifndef PYVENV_REFUSE_H
#define PYVENV_REFUSE_H

#include <getopt.h>
#include <stdbool.h>

/* Says what is wrong with OPTION, as written, and what may be meant; TABLE is
 * all that there are, NEEDS_VALUE that its value is missing.  Called right after
 * getopt_long, whose optopt it reads.  Returns the exit status. */
int refuse_option (const struct option *table, bool json, const char *option,
                   bool needs_value);

/* The same where OPTION is followed by NEXT, which looks like an option. */
int refuse_value (bool json, const char *option, const char *next);

/* The same where no ENV_DIR is left.  The option TAKER (NULL: none) has taken LAST,
 * the last argument, for its value. */
int refuse_nothing (bool json, const char *taker, const char *last);

#endif
