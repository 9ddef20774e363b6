/* signals.h: stops a run when a signal comes, so that it undoes its work. */
#ifndef PYVENV_SIGNALS_H
#define PYVENV_SIGNALS_H

#include <pyvenv.h>

/* From now on the first SIGINT, SIGTERM or SIGHUP cancels what BUILDER does. */
void signals_catch (pyvenv_builder *builder);

/* Restores what the signals did before.  The builder may be freed after that. */
void signals_release (void);

/* The exit status for an error of KIND: 128 and the number of the signal where one
 * that was caught interrupted the run. */
int signals_status (int kind);

#endif
