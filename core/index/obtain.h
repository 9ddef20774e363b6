/* obtain.h: gets the chosen wheels onto this machine. */
#ifndef PYVENV_OBTAIN_H
#define PYVENV_OBTAIN_H

#include "sources.h"

/* Sets the path of each wanted wheel, downloading those that are neither on this
 * machine nor in the cache, all at once.  Where the cache takes no more they go to
 * a folder of ENV_DIR, finder.scratch, which whoever is done with them deletes.
 * Fills in finder.held.  Returns 0, -1 after pyvenv_fail, or PYVENV_UNREACHABLE. */
int obtain (struct finder *finder) PYVENV_CHECK;

#endif
