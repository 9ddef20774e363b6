/* cache_info.h: --cache-info. */
#ifndef PYVENV_CACHE_INFO_H
#define PYVENV_CACHE_INFO_H

#include <pyvenv.h>

/* What struct wheel_module (modules.h) offers as cache_info: how much is in the
 * cache CACHE_DIR (NULL: there is none).  0, or -1 after pyvenv_fail. */
int cache_info_read (pyvenv_context *cx, const char *cache_dir,
                     struct pyvenv_cache_info *ret);

#endif
