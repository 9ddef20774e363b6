/* page_cache.h: keeps what indexes answered.
 *
 * It keeps only what choosing a wheel needs, as lines of text, so that reading
 * a page from the cache takes neither a JSON library nor libcurl. */
#ifndef PYVENV_PAGE_CACHE_H
#define PYVENV_PAGE_CACHE_H

#include "fetch.h"

#include <time.h>

/* Fills in PAGE's answer with the one that is kept for its URL, with strings in
 * ARENA, and *AGE with its age in seconds.  False where none is kept. */
bool page_cache_read (pyvenv_context *cx, struct arena *arena,
                      struct project_page *page, time_t *age);

/* Keeps PAGE's answer; deletes an older one where PAGE may not be kept.  Does
 * nothing where the cache cannot be written. */
void page_cache_write (pyvenv_context *cx, const struct project_page *page);

/* The line that was kept for KEY, in ARENA.  NULL where there is none, or where
 * it was kept with another STATE, which stands for what the line depends on. */
const char *page_cache_note (pyvenv_context *cx, struct arena *arena,
                             const char *key, const char *state);
/* Keeps the line NOTE for KEY, as long as STATE holds.  None of them may have
 * control characters. */
void page_cache_keep_note (pyvenv_context *cx, const char *key,
                           const char *state, const char *note);

#endif
