/* prepare.c: makes images of wheels that are still on their way.
 *
 * It is a guess at what installing them will need, made early: nothing depends on
 * it, so that whatever goes wrong is forgotten. */
#include <config.h>

#include "prepare.h"

#include "install_private.h"
#include "modules.h"
#include "wheel_maker.h"

#include <stdlib.h>
#include <string.h>

struct prepared_wheels {
  struct install install;
  struct wheel_maker maker;
  bool has_maker;               /* it was needed */
};

static void
prepare_free (struct prepared_wheels *wheels)
{
  struct install *install = &wheels->install;
  for (size_t i = 0; i < install->count; i++)
    wheel_image_release (&install->items[i].image);
  free (install->items);
  image_cache_close (&install->cache);
  image_seeds_close (&install->seeds);
  hash_table_release (&install->names);
  arena_release (&install->arena);
  free (wheels);
}

/* Splits the names.  One that is not that of a wheel is not looked at further. */
static int
prepare_names (struct install *install, const char *const *file_names,
               size_t count)
{
  install->items = calloc (count, sizeof *install->items);
  if (install->items == NULL)
    return -1;
  install->count = count;
  for (size_t i = 0; i < count; i++)
    {
      struct install_item *item = &install->items[i];
      struct wheel_image *image = &item->image;
      *image = (struct wheel_image) { .cx = install->cx, .image_fd = -1,
                                      .cache = &install->cache,
                                      .seeds = &install->seeds,
                                      .file_name = file_names[i] };
      if (file_names[i] != NULL
          && wheel_name_parse (&image->name, &install->arena, file_names[i])
          && hash_table_add (&install->names, image->name.canonical, item) < 0)
        return -1;
    }
  return 0;
}

struct prepared_wheels *
prepare_begin (pyvenv_context *cx, const char *const *file_names, size_t count)
{
  struct prepared_wheels *wheels = calloc (1, sizeof *wheels);
  struct install *install = wheels == NULL ? NULL : &wheels->install;
  if (wheels == NULL)
    return NULL;
  install->cx = cx;
  image_cache_open (&install->cache, context_cache_dir (cx), true);
  image_seeds_open (&install->seeds, cx);
  if (install->cache.fd >= 0 && prepare_names (install, file_names, count) == 0
      && install_target_read (install) == 0)
    return wheels;
  pyvenv_clear_error (cx);
  prepare_free (wheels);
  return NULL;
}

void
prepare_add (struct prepared_wheels *wheels, size_t number, const char *path,
             int fd, const char *sha256)
{
  struct install *install = &wheels->install;
  struct wheel_image *image = &install->items[number].image;
  image->path = pyvenv_format (install->cx, "%s", path);
  if (image->path == NULL || image->name.canonical == NULL)
    return;
  image->file_name = strrchr (image->path, '/') + 1;
  image->target = install->target;
  image_cache_name (image->image_name, &image->target);
  if (sha256 != NULL)
    memcpy (image->sha256, sha256, sizeof image->sha256);
  if (sha256 != NULL ? wheel_image_find (image) : wheel_image_find_path (image))
    {
      wheel_image_rest (image);
      return;
    }
  if (!wheels->has_maker)
    wheels->has_maker = wheel_maker_begin (&wheels->maker, install->cx,
                                           &install->target, install->cache.fd,
                                           true) == 0;
  if (!wheels->has_maker
      || wheel_maker_add (&wheels->maker, image, fd, "") != 0)
    pyvenv_clear_error (install->cx);
}

void
prepare_end (struct prepared_wheels *wheels, bool wanted)
{
  if (wheels->has_maker)
    wheel_maker_leave (&wheels->maker, wanted);
  prepare_free (wheels);
}
