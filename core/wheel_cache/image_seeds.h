/* image_seeds.h: the seeds, caches that come with a machine and are only read. */
#ifndef PYVENV_IMAGE_SEEDS_H
#define PYVENV_IMAGE_SEEDS_H

#include "image_cache.h"

#include <pyvenv-plugin.h>

struct image_seeds {
  struct image_cache *items;    /* those that may be used */
  size_t count;
};

/* Opens the seeds of this run.  One that cannot be used is left out, and -v says
 * why. */
void image_seeds_open (struct image_seeds *seeds, pyvenv_context *cx);

void image_seeds_close (struct image_seeds *seeds);

#endif
