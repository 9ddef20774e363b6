/* wheel_image.c: finds or makes the image that an environment needs. */
#include <config.h>

#include "wheel_image.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "image.h"
#include "modules.h"
#include "remove.h"
#include "text.h"
#include "tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>

/* An image that the cache cannot keep is made in ENV_DIR, in a folder whose
 * name begins with this. */
#define WHEEL_IMAGE_PRIVATE ".pyvenv-image-"

/* Environments of one process that need the same image wait for the first,
 * which makes it.  The lock belongs to the process because the cache does:
 * several builders may use it at once, and none of them knows the others. */
static pthread_mutex_t wheel_image_lock = PTHREAD_MUTEX_INITIALIZER;

static bool
wheel_image_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

/* Passes on what the lower layers reported. */
static int
wheel_image_fail (struct wheel_image *image, const struct report *report)
{
  if (pyvenv_cancelled (image->cx))
    return pyvenv_fail_as (image->cx, PYVENV_ERROR_INTERRUPTED, 0,
                           "interrupted");
  if (report->kind == PYVENV_ERROR_ARCHIVE)
    return pyvenv_fail_as (image->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: %s", image->path,
                           report_text (report));

  /* No kind is passed on: the report does not know that a plugin called. */
  return pyvenv_fail (image->cx, 0, "'%s': %s", image->path,
                      report_text (report));
}

/* Keeps a warning, one a line, until it is known that the image is used. */
static void
wheel_image_keep_warning (void *data, enum report_level level,
                          const char *line)
{
  (void) level;
  text_addf (data, "%s\n", line);
}

static const struct report_owner wheel_image_report_owner = {
  .say = wheel_image_keep_warning,
};

static void
wheel_image_warn (struct wheel_image *image, const struct text *warnings)
{
  for (const char *s = text_string (warnings); *s != '\0';)
    {
      size_t length = strcspn (s, "\n");
      pyvenv_warn (image->cx, "'%s': %.*s", image->file_name, (int) length,
                   s);
      s += length + (s[length] == '\n');
    }
}

/* Opens the image in the folder FD, which is closed if it is not complete. */
static bool
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

static bool
wheel_image_find (struct wheel_image *image)
{
  return image->sha256[0] != '\0'
    && wheel_image_open (image, image_cache_open_image (&image->cache,
                                                        image->sha256,
                                                        image->image_name));
}

/* ---- Making an image ---------------------------------------------------- */

static int
wheel_image_build (struct wheel_image *image, const struct image_module *module,
                   const struct image_source *source, int parent_fd,
                   const char *name, struct report *report)
{
  const struct image_cancel cancel = { wheel_image_cancelled, image->cx };
  struct image_counts counts;
  if (module->build (source, &image->name, &image->target, parent_fd,
                     name, &cancel, &counts, report) != 0)
    return -1;
  pyvenv_debug (image->cx, "'%s': unpacked %zu files; bytecode: %zu taken "
                "from the base interpreter, %zu compiled", image->file_name,
                counts.files, counts.harvested, counts.compiled);
  return 0;
}

/* Makes the image in the cache.  0; 1 if the cache cannot be used; -1 with the
 * reason in REPORT. */
static int
wheel_image_build_cached (struct wheel_image *image,
                          const struct image_module *module,
                          const struct image_source *source,
                          struct report *report)
{
  char temporary[64];
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  cache_folder_sweep (image->cache.fd);
  if (wheel_image_build (image, module, source, image->cache.fd, temporary,
                         report) != 0)
    {
      if (report->kind == PYVENV_ERROR_ARCHIVE || pyvenv_cancelled (image->cx))
        return -1;
      pyvenv_debug (image->cx, "the cache is not used: %s",
                    report_text (report));
      report_clear (report);
      return 1;
    }

  /* Another process may have made the image meanwhile.  One that cannot be
   * opened is damaged. */
  if (wheel_image_find (image))
    {
      remove_tree (image->cache.fd, temporary);
      return 0;
    }
  image_cache_retire (&image->cache, image->sha256, image->image_name);
  if (image_cache_publish (&image->cache, temporary, image->sha256,
                           image->image_name) == 0 && wheel_image_find (image))
    {
      image->is_fresh = true;
      return 0;
    }
  pyvenv_debug (image->cx, "the cache is not used: %s", strerror (errno));
  return 1;
}

/* Makes the image in the environment; it is deleted once its files are
 * linked. */
static int
wheel_image_build_private (struct wheel_image *image,
                           const struct image_module *module,
                           const struct image_source *source,
                           struct report *report)
{
  int root = tree_fd (context_tree (image->cx));
  const char *name = image->private_name;
  if (tree_will_create_scratch (context_tree (image->cx), WHEEL_IMAGE_PRIVATE,
                                image->private_name) != 0)
    return -1;
  if (wheel_image_build (image, module, source, root, name, report) != 0)
    return wheel_image_fail (image, report);
  image->is_private = image->is_fresh = true;
  int fd = openat (root, name,
                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (wheel_image_open (image, fd))
    return 0;
  return pyvenv_fail (image->cx, errno, "cannot unpack '%s'", image->path);
}

static int
wheel_image_make_of (struct wheel_image *image,
                     const struct image_module *module,
                     const struct image_source *source, struct report *report)
{
  if (image->cache.fd >= 0)
    {
      memcpy (image->sha256, source->sha256, sizeof image->sha256);
      image_cache_keep_path (&image->cache, image->path, &source->st,
                             image->sha256);
      if (wheel_image_find (image))
        {
          pyvenv_debug (image->cx, "'%s': its contents are in the cache",
                        image->file_name);
          return 0;
        }
      int status = wheel_image_build_cached (image, module, source, report);
      if (status < 0)
        return wheel_image_fail (image, report);
      if (status == 0)
        return 0;

      /* The second try repeats what the first one warned of. */
      text_clear (report->data);
    }
  memcpy (image->sha256, source->sha256, sizeof image->sha256);
  return wheel_image_build_private (image, module, source, report);
}

static int
wheel_image_make (struct wheel_image *image)
{
  const struct image_module *module = modules_image (image->cx);
  if (module == NULL)
    return -1;
  CLEAN_TEXT struct text warnings = TEXT_EMPTY;
  CLEAN_REPORT struct report report = { .owner = &wheel_image_report_owner,
                                        .data = &warnings };
  struct image_source source;
  int status = module->load (&source, image->path,
                             context_held_fd (image->cx, image->path),
                             &report) == 0
    ? wheel_image_make_of (image, module, &source, &report)
    : wheel_image_fail (image, &report);
  module->release (&source);
  if (status == 0)
    wheel_image_warn (image, &warnings);
  return status;
}

int
wheel_image_get (struct wheel_image *image)
{
  image->image_fd = -1;
  image->sha256[0] = '\0';
  image_cache_name (image->image_name, &image->target);
  image_cache_open (&image->cache, context_cache_dir (image->cx), true);
  if (image->cache.fd < 0)
    {
      pyvenv_debug (image->cx, "no cache of wheels: %s", image->cache.why);
      return wheel_image_make (image);
    }

  if (image_cache_find_path (&image->cache, image->path, image->sha256)
      && wheel_image_find (image))
    {
      pyvenv_debug (image->cx, "'%s' is in the cache", image->file_name);
      return 0;
    }
  image->sha256[0] = '\0';
  pthread_mutex_lock (&wheel_image_lock);
  int status = wheel_image_make (image);
  pthread_mutex_unlock (&wheel_image_lock);
  return status;
}

int
wheel_image_replace (struct wheel_image *image)
{
  bool again = image->is_private;
  manifest_close (&image->manifest);
  cleanup_fd (&image->image_fd);
  image->image_fd = -1;
  image->is_fresh = false;
  if (again || image->cache.fd < 0)
    return pyvenv_fail (image->cx, EIO, "'%s': what was unpacked changes "
                        "while it is installed", image->path);

  pyvenv_debug (image->cx, "'%s': its image in the cache was changed; it is "
                "made anew", image->file_name);
  pthread_mutex_lock (&wheel_image_lock);
  if (!image_cache_retire (&image->cache, image->sha256, image->image_name))
    {
      pyvenv_debug (image->cx, "the cache is not used: %s", strerror (errno));
      image_cache_close (&image->cache);
    }
  int status = wheel_image_make (image);
  pthread_mutex_unlock (&wheel_image_lock);
  return status;
}

void
wheel_image_release (struct wheel_image *image)
{
  manifest_close (&image->manifest);
  cleanup_fd (&image->image_fd);
  image_cache_close (&image->cache);
  if (image->is_private)
    remove_tree (tree_fd (context_tree (image->cx)), image->private_name);
}
