/* image_seeds.c: the seeds, caches that come with a machine and are only read. */
#include <config.h>

#include "image_seeds.h"

#include "modules.h"

#include <stdlib.h>

void
image_seeds_open (struct image_seeds *seeds, pyvenv_context *cx)
{
  size_t count = 0;
  const char *const *folders = context_cache_seeds (cx);
  *seeds = (struct image_seeds) { NULL, 0 };
  while (folders != NULL && folders[count] != NULL)
    count++;
  seeds->items = count == 0 ? NULL : calloc (count, sizeof *seeds->items);
  for (size_t i = 0; seeds->items != NULL && i < count; i++)
    {
      struct image_cache *seed = &seeds->items[seeds->count];
      image_cache_open_seed (seed, folders[i]);
      if (seed->fd >= 0)
        seeds->count++;
      else
        pyvenv_debug (cx, "the seed '%s' is not used: %s", folders[i],
                      seed->why);
    }
}

void
image_seeds_close (struct image_seeds *seeds)
{
  for (size_t i = 0; i < seeds->count; i++)
    image_cache_close (&seeds->items[i]);
  free (seeds->items);
  *seeds = (struct image_seeds) { NULL, 0 };
}
