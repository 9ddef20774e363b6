/* signals.h: ends a run in order when a signal asks for it. */
#ifndef PYVENV_SIGNALS_H
#define PYVENV_SIGNALS_H

#include <pyvenv.h>

/* From now on the first SIGINT, SIGTERM or SIGHUP cancels what BUILDER does. */
void signals_catch (pyvenv_builder *builder);

/* Once nothing can be undone any more, a signal does what it did before.  The
 * builder may be freed after that. */
void signals_release (void);

/* What the process exits with for an error of KIND: after an interruption, 128
 * and the number of the signal, if it was one that we caught. */
int signals_status (int kind);

#endif
