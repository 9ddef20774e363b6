/* finder.h: how a search begins, waits for its turn, and ends. */
#ifndef PYVENV_FINDER_H
#define PYVENV_FINDER_H

#include "sources.h"

/* Gives FINDER, whose context and arena are set, room for COUNT wanted wheels and
 * what chooses among wheels for the environment's python; with PRERELEASES these
 * count as others.  Returns 0, or -1 after pyvenv_fail. */
int finder_begin (struct finder *finder, size_t count,
                  bool prereleases) PYVENV_CHECK;

/* Waits until no other environment of the builder searches: the first one
 * brings the pages and wheels that all need into the cache.  *LOCKED is false
 * without a cache, where nobody gains by waiting; else the caller calls
 * context_search_end.  Returns 0, or -1 after pyvenv_fail. */
int finder_wait (pyvenv_context *cx, bool *locked) PYVENV_CHECK;

/* Deletes the folder for wheels in ENV_DIR, after a failure too, since a plugin
 * may go on.  Returns 0, or -1 after pyvenv_fail. */
int finder_delete_scratch (struct finder *finder) PYVENV_CHECK;

/* Closes the wheels that FINDER holds, and its session. */
void finder_close (struct finder *finder);
#define CLEAN_FINDER __attribute__ ((cleanup (finder_close)))

#endif
