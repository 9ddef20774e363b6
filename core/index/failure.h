/* failure.h: remembers that a search failed, for the other environments of the
 * run. */
#ifndef PYVENV_FAILURE_H
#define PYVENV_FAILURE_H

#include "sources.h"

/* Whether the same search has failed in this run: then its error is recorded,
 * and its result returned; else 0. */
int failure_recall (const struct finder *finder);

/* Remembers the recorded error, with RESULT, if it is one of the network, which
 * the next environment would meet too. */
void failure_remember (const struct finder *finder, int result);

#endif
