/* activate.h: the line that activates an environment in the caller's shell. */
#ifndef PYVENV_ACTIVATE_H
#define PYVENV_ACTIVATE_H

#include "options.h"

/* --activate: prints the line for the shell that started this process.  Returns the
 * exit status. */
int activate_print (const struct options *options);

#endif
