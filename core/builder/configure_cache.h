/* configure_cache.h: where the caches of a run are. */
#ifndef PYVENV_CONFIGURE_CACHE_H
#define PYVENV_CONFIGURE_CACHE_H

#include "builder.h"

/* Settles the cache, what a group shares of it, and the seeds.  0, or -1 after
 * pyvenv_fail. */
int configure_cache (struct pyvenv_builder *builder);

#endif
