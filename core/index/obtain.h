/* obtain.h: gets the chosen wheels onto this machine. */
#ifndef PYVENV_OBTAIN_H
#define PYVENV_OBTAIN_H

#include "sources.h"

/* Where wheels go that cannot be kept in the cache, until they are installed. */
#define OBTAIN_FOLDER ".pyvenv-wheels"

/* Sets the path of each wanted wheel, downloading those that are neither on this
 * machine nor in the cache, all at once.  Where the cache takes no more they go to
 * ENV_DIR.  Returns 0, -1 after pyvenv_fail, or PYVENV_UNREACHABLE. */
int obtain (struct finder *finder) PYVENV_CHECK;

#endif
