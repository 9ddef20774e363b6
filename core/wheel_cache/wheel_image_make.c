/* wheel_image_make.c: makes the images that the cache does not have.
 *
 * Wheels are read, checked and unpacked by several threads; then the sources of
 * all of them are compiled at once.  The threads leave the context alone: what
 * they have to say waits in notes. */
#include <config.h>

#include "wheel_image_make.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "image.h"
#include "modules.h"
#include "remove.h"
#include "text.h"
#include "tree.h"
#include "workers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An image that the cache cannot keep is made in ENV_DIR, in a folder whose
 * name begins with this. */
#define WHEEL_IMAGE_PRIVATE ".pyvenv-image-"

/* Each thread holds a wheel in memory, and each wheel at work two descriptors. */
enum { MAKE_THREADS_MAX = 4, MAKE_BATCH = 128 };

/* One image at work. */
struct make_item {
  struct wheel_image *image;
  struct image_work *work;      /* NULL: nothing to complete */
  char folder[64];
  struct report report;
  struct text warnings;         /* one a line, until the image is used */
};

/* Images that are made together.  Each thread takes the next one. */
struct make_batch {
  const struct image_module *module;
  struct make_item items[MAKE_BATCH];
  size_t count;
  int parent_fd;
  bool cached;                  /* PARENT_FD is the cache */
  atomic_size_t next;
  atomic_bool failed;
};

/* ---- Finding ------------------------------------------------------------ */

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

bool
wheel_image_find (struct wheel_image *image)
{
  return image->cache->fd >= 0 && image->sha256[0] != '\0'
    && wheel_image_open (image, image_cache_open_image (image->cache,
                                                        image->sha256,
                                                        image->image_name));
}

bool
wheel_image_find_path (struct wheel_image *image)
{
  if (image->cache->fd >= 0
      && image_cache_find_path (image->cache, image->path, image->sha256)
      && wheel_image_find (image))
    return true;
  image->sha256[0] = '\0';
  return false;
}

/* ---- What is said ------------------------------------------------------- */

static bool
make_is_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

static void
make_keep_warning (void *data, enum report_level level, const char *line)
{
  if (level == REPORT_WARNING)
    text_addf (data, "%s\n", line);
}

static const struct report_owner make_report_owner = {
  .say = make_keep_warning,
};

/* Passes on what the lower layers reported. */
static int
make_fail (const struct wheel_image *image, const struct report *report)
{
  if (context_check_cancelled (image->cx) < 0)
    return -1;
  if (report->kind == PYVENV_ERROR_ARCHIVE)
    return pyvenv_fail_as (image->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: %s", image->path,
                           report_text (report));

  /* No kind is passed on: the report does not know that a plugin called. */
  return pyvenv_fail (image->cx, 0, "'%s': %s", image->path,
                      report_text (report));
}

static void
make_warn (const struct make_item *item)
{
  const struct wheel_image *image = item->image;
  for (const char *s = text_string (&item->warnings); *s != '\0';)
    {
      size_t length = strcspn (s, "\n");
      pyvenv_warn (image->cx, "'%s': %.*s", image->file_name, (int) length, s);
      s += length + (s[length] == '\n');
    }
}

/* ---- Unpacking ---------------------------------------------------------- */

/* Reads the wheel, and unpacks it unless the cache has its contents. */
static void
make_begin (struct make_batch *batch, struct make_item *item)
{
  struct wheel_image *image = item->image;
  struct image_source source;
  int held = context_held_fd (image->cx, image->path);
  bool good = batch->module->load (&source, image->path, held, batch->parent_fd,
                                   &item->report) == 0;
  if (good)
    {
      memcpy (image->sha256, source.sha256, sizeof image->sha256);
      if (batch->cached)
        image_cache_keep_path (image->cache, image->path, &source.st,
                               image->sha256);
    }
  if (good && !(batch->cached && wheel_image_find (image)))
    {
      item->work = batch->module->begin (&source, &image->name, &image->target,
                                         batch->parent_fd, item->folder,
                                         &item->report);
      good = item->work != NULL;
    }
  if (!good)
    atomic_store (&batch->failed, true);
  batch->module->release (&source);
}

static void *
make_thread (void *data)
{
  struct make_batch *batch = data;
  while (!atomic_load (&batch->failed))
    {
      size_t index = atomic_fetch_add (&batch->next, 1);
      if (index >= batch->count
          || pyvenv_cancelled (batch->items[index].image->cx))
        break;
      make_begin (batch, &batch->items[index]);
    }
  return NULL;
}

static size_t
make_threads (const struct make_batch *batch)
{
  size_t count = workers_processors ();
  if (count > MAKE_THREADS_MAX)
    count = MAKE_THREADS_MAX;
  return count < batch->count ? count : batch->count;
}

/* ---- Completing --------------------------------------------------------- */

/* Compiles and completes what was unpacked. */
static int
make_complete (struct make_batch *batch, struct report *report)
{
  struct image_work *works[MAKE_BATCH];
  struct wheel_image *image = batch->items[0].image;
  const struct image_cancel cancel = { make_is_cancelled, image->cx };
  struct image_counts counts;
  size_t count = 0;
  for (size_t i = 0; i < batch->count; i++)
    if (batch->items[i].work != NULL)
      works[count++] = batch->items[i].work;
  if (count == 0)
    return 0;
  if (batch->module->complete (works, count, &image->target, &cancel, &counts,
                               report) != 0)
    return -1;
  pyvenv_debug (image->cx, "'%s'%s: unpacked %zu files; bytecode: %zu taken "
                "from the base interpreter, %zu compiled", image->file_name,
                batch->count > 1 ? " and others" : "", counts.files,
                counts.harvested, counts.compiled);
  return 0;
}

/* Gives a complete image its place in the cache.  Another process may have made
 * it meanwhile; one that cannot be opened is damaged. */
static bool
make_publish (const struct make_batch *batch, struct make_item *item)
{
  struct wheel_image *image = item->image;
  if (wheel_image_find (image))
    {
      remove_tree (batch->parent_fd, item->folder);
      return true;
    }
  image_cache_retire (image->cache, image->sha256, image->image_name);
  image->is_fresh
    = image_cache_publish (image->cache, item->folder, image->sha256,
                           image->image_name) == 0 && wheel_image_find (image);
  context_cache_grew (image->cx);
  return image->is_fresh;
}

/* Opens what was completed. */
static bool
make_open (const struct make_batch *batch, struct make_item *item)
{
  struct wheel_image *image = item->image;
  if (item->work == NULL)       /* its contents are in the cache */
    {
      pyvenv_debug (image->cx, "'%s': its contents are in the cache",
                    image->file_name);
      return true;
    }
  if (batch->cached)
    return make_publish (batch, item);
  image->is_private = image->is_fresh = true;
  memcpy (image->private_name, item->folder, sizeof image->private_name);
  return wheel_image_open (image, openat (batch->parent_fd, item->folder,
                                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                          | O_CLOEXEC));
}

/* Makes the images of BATCH.  0; 1 if the cache cannot be used, -1 after
 * pyvenv_fail. */
static int
make_run (struct make_batch *batch)
{
  pyvenv_context *cx = batch->items[0].image->cx;
  const struct make_item *bad = NULL;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  workers_run (make_thread, batch, make_threads (batch));
  for (size_t i = 0; i < batch->count && bad == NULL; i++)
    if (batch->items[i].report.kind != 0)
      bad = &batch->items[i];
  if (bad == NULL && !pyvenv_cancelled (cx)
      && make_complete (batch, &report) == 0
      && (!batch->cached
          || tree_sync (context_tree (cx), batch->parent_fd, &report) == 0))
    {
      for (size_t i = 0; i < batch->count; i++)
        if (!make_open (batch, &batch->items[i]))
          {
            pyvenv_debug (cx, "the cache is not used: %s", strerror (errno));
            return batch->cached ? 1
              : pyvenv_fail (cx, errno, "cannot unpack '%s'",
                             batch->items[i].image->path);
          }
        else
          make_warn (&batch->items[i]);
      return 0;
    }

  const struct report *why = bad != NULL ? &bad->report : &report;
  if (!batch->cached || why->kind == PYVENV_ERROR_ARCHIVE
      || pyvenv_cancelled (cx))
    return make_fail (bad != NULL ? bad->image : batch->items[0].image, why);
  pyvenv_debug (cx, "the cache is not used: %s", report_text (why));
  return 1;
}

/* Makes BATCH and frees what its items hold. */
static int
make_batch_run (struct make_batch *batch)
{
  for (size_t i = 0; i < batch->count; i++)
    {
      struct make_item *item = &batch->items[i];
      item->report = (struct report) { .owner = &make_report_owner,
                                       .data = &item->warnings };
    }
  int status = batch->count == 0 ? 0 : make_run (batch);
  for (size_t i = 0; i < batch->count; i++)
    {
      batch->module->end (batch->items[i].work);
      report_clear (&batch->items[i].report);
      text_clear (&batch->items[i].warnings);
      if (batch->count > 1)
        wheel_image_rest (batch->items[i].image);
    }
  return status;
}

/* Makes those of COUNT images that are not open in the cache.  0; 1 if it cannot
 * be used; -1 after pyvenv_fail. */
static int
make_cached (const struct image_module *module,
             struct wheel_image *const *images, size_t count)
{
  int status = 0;
  cache_folder_sweep (images[0]->cache->fd);
  for (size_t i = 0; i < count && status == 0;)
    {
      CLEAN_FREE struct make_batch *batch = calloc (1, sizeof *batch);
      if (batch == NULL)
        return pyvenv_fail (images[0]->cx, errno, "cannot unpack it");
      batch->module = module;
      batch->parent_fd = images[0]->cache->fd;
      batch->cached = true;
      for (; i < count && batch->count < MAKE_BATCH; i++)
        {
          if (images[i]->manifest.mapped > 0)
            continue;
          if (wheel_image_find_path (images[i]))
            {
              if (count > 1)
                wheel_image_rest (images[i]);
              continue;
            }
          struct make_item *item = &batch->items[batch->count++];
          item->image = images[i];
          file_temporary_name (item->folder, CACHE_FOLDER_TEMPORARY);
        }
      status = make_batch_run (batch);
    }
  return status;
}

/* Makes IMAGE in the environment; it is deleted once its files are linked. */
static int
make_private (const struct image_module *module, struct wheel_image *image)
{
  CLEAN_FREE struct make_batch *batch = calloc (1, sizeof *batch);
  if (batch == NULL)
    return pyvenv_fail (image->cx, errno, "cannot unpack it");
  batch->module = module;
  batch->parent_fd = tree_fd (context_tree (image->cx));
  batch->count = 1;
  batch->items[0].image = image;
  if (tree_will_create_scratch (context_tree (image->cx), WHEEL_IMAGE_PRIVATE,
                                batch->items[0].folder) != 0)
    return -1;
  return make_batch_run (batch);
}

int
wheel_image_make (struct wheel_image *const *images, size_t count)
{
  const struct image_module *module = modules_image (images[0]->cx);
  if (module == NULL)
    return -1;
  int status = 1;
  if (images[0]->cache->fd < 0)
    pyvenv_debug (images[0]->cx, "no cache of wheels: %s",
                  images[0]->cache->why);
  else
    status = make_cached (module, images, count);
  for (size_t i = 0; i < count && status > 0; i++)
    if (images[i]->manifest.mapped == 0
        && make_private (module, images[i]) != 0)
      status = -1;
  return status < 0 ? -1 : 0;
}
