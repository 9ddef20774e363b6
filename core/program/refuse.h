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

#endif
