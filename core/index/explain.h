/* explain.h: tells which wheels were chosen, or why none was found. */
#ifndef PYVENV_EXPLAIN_H
#define PYVENV_EXPLAIN_H

#include "sources.h"

/* Tells with --verbose which wheel was chosen. */
void explain_choice (const struct finder *finder,
                     const struct requirement *wanted);

/* Records why there is no wheel for WANTED.  Returns -1. */
int explain_nothing (const struct finder *finder,
                     const struct requirement *wanted) PYVENV_CHECK;

#endif
