/* explain.h: where wheels come from, and why there is none. */
#ifndef PYVENV_EXPLAIN_H
#define PYVENV_EXPLAIN_H

#include "sources.h"

/* Tells which wheel was chosen, with --verbose. */
void explain_choice (const struct finder *finder,
                     const struct requirement *wanted);

/* Fails, for there is no wheel for a requirement: -1 after pyvenv_fail. */
int explain_nothing (const struct finder *finder,
                     const struct requirement *wanted) PYVENV_CHECK;

#endif
