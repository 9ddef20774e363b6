/* wheel_image_make.c: makes the images that the cache does not have. */
#include <config.h>

#include "wheel_image_make.h"

#include "cache_folder.h"
#include "modules.h"
#include "tree.h"
#include "wheel_maker.h"

/* An image that the cache cannot keep is made in ENV_DIR, in a folder whose
 * name begins with this. */
#define WHEEL_IMAGE_PRIVATE ".pyvenv-image-"

/* What the wheel of IMAGE is open as, or -1. */
static int
make_held (const struct wheel_image *image)
{
  const struct context_held *held = context_held (image->cx, image->path);
  return held != NULL ? held->fd : -1;
}

/* Makes those of COUNT images that are not open in the cache.  0; 1 if it cannot
 * be used; -1 after pyvenv_fail. */
static int
make_cached (struct wheel_image *const *images, size_t count)
{
  struct wheel_maker maker;
  int status = 0;
  cache_folder_sweep (images[0]->cache->fd);
  if (wheel_maker_begin (&maker, images[0]->cx, &images[0]->target,
                         images[0]->cache->fd, true) != 0)
    return -1;
  for (size_t i = 0; i < count && status == 0; i++)
    if (images[i]->manifest.mapped > 0)
      continue;
    else if (!wheel_image_find_path (images[i]))
      status = wheel_maker_add (&maker, images[i], make_held (images[i]), "");
    else if (count > 1)
      wheel_image_rest (images[i]);
  int ended = wheel_maker_end (&maker);
  return status != 0 ? status : ended;
}

/* Makes IMAGE in the environment; it is deleted once its files are linked. */
static int
make_private (struct wheel_image *image)
{
  struct wheel_maker maker;
  char folder[64];
  struct tree *tree = context_tree (image->cx);
  if (tree_will_create_scratch (tree, WHEEL_IMAGE_PRIVATE, folder) != 0
      || wheel_maker_begin (&maker, image->cx, &image->target, tree_fd (tree),
                            false) != 0)
    return -1;
  int status = wheel_maker_add (&maker, image, make_held (image), folder);
  int ended = wheel_maker_end (&maker);
  return status != 0 ? status : ended;
}

int
wheel_image_make (struct wheel_image *const *images, size_t count)
{
  int status = 1;
  if (images[0]->cache->fd < 0)
    pyvenv_debug (images[0]->cx, "no cache of wheels: %s",
                  images[0]->cache->why);
  else
    status = make_cached (images, count);
  for (size_t i = 0; i < count && status > 0; i++)
    if (images[i]->manifest.mapped == 0 && make_private (images[i]) != 0)
      status = -1;
  return status < 0 ? -1 : 0;
}
