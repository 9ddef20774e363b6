/* page_cache.h: what indexes answered, kept for the next time.
 *
 * Only what matters for choosing a wheel is kept, line by line, so that a page
 * that is known costs no JSON and no libcurl. */
#ifndef PYVENV_PAGE_CACHE_H
#define PYVENV_PAGE_CACHE_H

#include "fetch.h"

#include <time.h>

/* Fills PAGE's answer with what is known about its URL, and *AGE with its age in
 * seconds.  False where nothing is known. */
bool page_cache_read (pyvenv_context *cx, struct arena *arena,
                      struct project_page *page, time_t *age);

/* Keeps PAGE's answer, or forgets an older one if it is not to be kept.  Where
 * it cannot be written nothing happens. */
void page_cache_write (pyvenv_context *cx, const struct project_page *page);

/* A line about KEY that is neither page nor wheel; NULL where none is known.
 * STATE tells what it depends on: a line kept with another is not known. */
const char *page_cache_note (pyvenv_context *cx, struct arena *arena,
                             const char *key, const char *state);
void page_cache_keep_note (pyvenv_context *cx, const char *key,
                           const char *state, const char *note);

#endif
