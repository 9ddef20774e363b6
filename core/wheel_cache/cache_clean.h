/* cache_clean.h: --cache-clean, --cache-prune and cache-max-size. */
#ifndef PYVENV_CACHE_CLEAN_H
#define PYVENV_CACHE_CLEAN_H

#include <pyvenv-plugin.h>
#include <stdint.h>

/* What struct wheel_module (modules.h) offers as cache_clean: deletes what pyvenv
 * keeps in CACHE_DIR (NULL: there is no cache).  0, or -1 after pyvenv_fail. */
int cache_clean_all (pyvenv_context *cx, const char *cache_dir);

/* What it offers as cache_prune: deletes what nobody has used for DAYS, and no
 * environment is linked to.  0, or -1 after pyvenv_fail. */
int cache_clean_old (pyvenv_context *cx, const char *cache_dir, unsigned days);

/* What it offers as cache_limit: deletes what was not used for longest, until what
 * no environment is linked to is no more than SIZE bytes.  What cannot be deleted
 * stays. */
void cache_clean_beyond (pyvenv_context *cx, const char *cache_dir,
                         uint64_t size);

#endif
