/* obtain.h: gets the chosen wheels onto this machine. */
#ifndef PYVENV_OBTAIN_H
#define PYVENV_OBTAIN_H

#include "sources.h"

/* Sets the path of each wanted wheel, and opens it in FINDER->held.  Downloads
 * at once all wheels that are neither on this machine nor in the cache.  Wheels
 * that the cache does not take go to the folder FINDER->scratch of ENV_DIR,
 * which the caller deletes.  Returns 0, -1 after pyvenv_fail, or
 * PYVENV_UNREACHABLE. */
int obtain (struct finder *finder) PYVENV_CHECK;

#endif
