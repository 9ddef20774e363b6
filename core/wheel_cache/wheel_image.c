/* wheel_image.c: finds or makes the images that an environment needs. */
#include <config.h>

#include "wheel_image.h"

#include "cleanup.h"
#include "modules.h"
#include "remove.h"
#include "tree.h"
#include "wheel_image_make.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

/* Environments of one process that need the same image wait for the first,
 * which makes it.  The lock belongs to the process because the cache does:
 * several builders may use it at once, and none of them knows the others. */
static pthread_mutex_t wheel_image_lock = PTHREAD_MUTEX_INITIALIZER;

bool
wheel_image_open (struct wheel_image *image, int fd)
{
  if (fd < 0)
    return false;
  if (manifest_open (&image->manifest, fd) != 0)
    {
      cleanup_fd (&fd);
      return false;
    }
  image->image_fd = fd;
  return true;
}

/* Opens the image from CACHE, if that has it. */
static bool
wheel_image_find_in (struct wheel_image *image, const struct image_cache *cache)
{
  image->found = cache;
  return cache->fd >= 0
    && wheel_image_open (image, image_cache_open_image (cache, image->sha256,
                                                        image->image_name));
}

bool
wheel_image_find (struct wheel_image *image)
{
  if (image->sha256[0] == '\0')
    return false;
  for (size_t i = 0; image->seeds != NULL && i < image->seeds->count; i++)
    if (wheel_image_find_in (image, &image->seeds->items[i]))
      return true;
  return wheel_image_find_in (image, image->cache);
}

bool
wheel_image_find_path (struct wheel_image *image)
{
  const struct context_held *held = context_held (image->cx, image->path);
  if (held != NULL && held->sha256 != NULL)
    memcpy (image->sha256, held->sha256, sizeof image->sha256);
  else if (image->cache->fd < 0
           || !image_cache_find_path (image->cache, image->path, image->sha256))
    image->sha256[0] = '\0';
  if (image->sha256[0] != '\0' && wheel_image_find (image))
    return true;
  if (held == NULL || held->sha256 == NULL)
    image->sha256[0] = '\0';
  return false;
}

const char *
wheel_image_place (const struct wheel_image *image)
{
  return image->found != NULL && image->found->is_seed ? "a seed" : "the cache";
}

static int
wheel_image_make_locked (struct wheel_image *const *images, size_t count)
{
  pthread_mutex_lock (&wheel_image_lock);
  int status = wheel_image_make (images, count);
  pthread_mutex_unlock (&wheel_image_lock);
  return status;
}

int
wheel_image_get (struct wheel_image *const *images, size_t count)
{
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    {
      struct wheel_image *image = images[i];
      image->image_fd = -1;
      image->sha256[0] = '\0';
      image_cache_name (image->image_name, &image->target);
      if (!wheel_image_find_path (image))
        continue;
      pyvenv_debug (image->cx, "'%s' is in %s", image->file_name,
                    wheel_image_place (image));
      found++;
      if (count > 1)
        wheel_image_rest (image);
    }
  return found == count ? 0 : wheel_image_make_locked (images, count);
}

void
wheel_image_rest (struct wheel_image *image)
{
  if (image->is_private)
    return;
  cleanup_fd (&image->image_fd);
  image->image_fd = -1;
}

bool
wheel_image_resume (struct wheel_image *image)
{
  if (image->image_fd < 0)
    image->image_fd = image_cache_open_image (image->found, image->sha256,
                                              image->image_name);
  return image->image_fd >= 0;
}

int
wheel_image_replace (struct wheel_image *image)
{
  bool again = image->is_private;
  bool of_seed = !again && image->found != NULL && image->found->is_seed;
  manifest_close (&image->manifest);
  cleanup_fd (&image->image_fd);
  image->image_fd = -1;
  image->is_fresh = false;
  image->seeds = NULL;
  if (of_seed)
    {
      pyvenv_debug (image->cx, "'%s': its image in the seed is damaged",
                    image->file_name);
      return wheel_image_make_locked (&image, 1);
    }
  if (again || image->cache->fd < 0)
    return pyvenv_fail (image->cx, EIO, "'%s': what was unpacked changes "
                        "while it is installed", image->path);

  pyvenv_debug (image->cx, "'%s': its image in the cache was changed; it is "
                "made anew", image->file_name);
  if (image->is_replaced
      || !image_cache_retire (image->cache, image->sha256, image->image_name))
    {
      static const struct image_cache none = { -1, "it cannot be changed, or "
                                               "changes all the time" };
      image->cache = &none;
    }
  image->is_replaced = true;
  return wheel_image_make_locked (&image, 1);
}

void
wheel_image_release (struct wheel_image *image)
{
  manifest_close (&image->manifest);
  cleanup_fd (&image->image_fd);
  image->image_fd = -1;
  if (image->is_private)
    remove_tree (tree_fd (context_tree (image->cx)), image->private_name);
  image->is_private = false;
}
