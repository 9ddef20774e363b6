/* wheel_maker.c: makes images of wheels that come one after the other.
 *
 * The threads of image.so leave the context alone: what they have to say waits in
 * notes. */
#include <config.h>

#include "wheel_maker.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "remove.h"
#include "text.h"
#include "tree.h"
#include "wheel_image_make.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* How often this thread looks whether all images are made. */
enum { WHEEL_MAKER_TICK_MS = 100 };

/* One image at work. */
struct wheel_maker_item {
  struct wheel_image *image;
  struct image_order order;
  char folder[64];
  struct text warnings;         /* one a line, until the image is used */
};

/* ---- What is said ------------------------------------------------------- */

static bool
wheel_maker_is_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

static void
wheel_maker_keep_warning (void *data, enum report_level level, const char *line)
{
  if (level == REPORT_WARNING)
    text_addf (data, "%s\n", line);
}

static const struct report_owner wheel_maker_report_owner = {
  .say = wheel_maker_keep_warning,
};

/* Passes on what the lower layers reported. */
static int
wheel_maker_fail (const struct wheel_image *image, const struct report *report)
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

static void
wheel_maker_warn (const struct wheel_maker_item *item)
{
  const struct wheel_image *image = item->image;
  for (const char *s = text_string (&item->warnings); *s != '\0';)
    {
      size_t length = strcspn (s, "\n");
      pyvenv_warn (image->cx, "'%s': %.*s", image->file_name, (int) length, s);
      s += length + (s[length] == '\n');
    }
}

/* ---- The beginning ------------------------------------------------------ */

int
wheel_maker_begin (struct wheel_maker *maker, pyvenv_context *cx,
                   const struct image_target *target, int parent_fd,
                   bool cached)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  *maker = (struct wheel_maker) {
    .cx = cx, .module = modules_image (cx), .parent_fd = parent_fd,
    .cached = cached, .cancel = { wheel_maker_is_cancelled, cx }
  };
  if (maker->module == NULL)
    return -1;
  maker->maker = maker->module->maker_new (target, parent_fd, &maker->cancel,
                                           &report);
  return maker->maker != NULL ? 0
    : pyvenv_fail (cx, 0, "%s", report_text (&report));
}

/* An image_order's is_there: the cache may have the contents of a wheel that it did
 * not know by its path. */
static bool
wheel_maker_is_there (struct image_order *order, const struct stat *st)
{
  struct wheel_image *image = order->data;
  memcpy (image->sha256, order->sha256, sizeof image->sha256);
  if (image->cache->fd >= 0)
    image_cache_keep_path (image->cache, image->path, st, image->sha256);
  if (!wheel_image_find (image))
    return false;
  wheel_image_rest (image);
  return true;
}

int
wheel_maker_add (struct wheel_maker *maker, struct wheel_image *image, int held,
                 const char *folder)
{
  struct wheel_maker_item *item = calloc (1, sizeof *item);
  if (item == NULL || wheel_maker_items_append (&maker->items, item) != 0)
    {
      free (item);
      return pyvenv_fail (maker->cx, ENOMEM, "cannot unpack '%s'", image->path);
    }
  item->image = image;
  if (*folder != '\0')
    memcpy (item->folder, folder, sizeof item->folder);
  else
    file_temporary_name (item->folder, CACHE_FOLDER_TEMPORARY);
  item->order = (struct image_order) {
    .path = image->path, .held = held, .name = &image->name,
    .folder = item->folder, .is_there = wheel_maker_is_there, .data = image,
    .report = { .owner = &wheel_maker_report_owner, .data = &item->warnings }
  };
  memcpy (item->order.sha256, image->sha256, sizeof item->order.sha256);
  if (maker->module->maker_add (maker->maker, &item->order) == 0)
    return 0;
  maker->items.count--;
  free (item);
  return pyvenv_fail (maker->cx, errno, "cannot unpack '%s'", image->path);
}

/* ---- The end ------------------------------------------------------------ */

/* Gives a complete image its place in the cache.  Another process may have made
 * it meanwhile; one that cannot be opened is damaged. */
static bool
wheel_maker_publish (const struct wheel_maker *maker,
                     struct wheel_maker_item *item)
{
  struct wheel_image *image = item->image;
  if (wheel_image_find (image))
    {
      remove_tree (maker->parent_fd, item->folder);
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
wheel_maker_open (const struct wheel_maker *maker,
                  struct wheel_maker_item *item)
{
  struct wheel_image *image = item->image;
  if (!item->order.made)
    {
      pyvenv_debug (image->cx, "'%s': its contents are in %s",
                    image->file_name, wheel_image_place (image));
      return image->manifest.mapped > 0;
    }
  if (maker->cached)
    return wheel_maker_publish (maker, item);
  image->is_private = image->is_fresh = true;
  memcpy (image->private_name, item->folder, sizeof image->private_name);
  return wheel_image_open (image, openat (maker->parent_fd, item->folder,
                                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                          | O_CLOEXEC));
}

static void
wheel_maker_tell (const struct wheel_maker *maker,
                  const struct wheel_maker_item *item)
{
  const struct image_counts *counts = &item->order.counts;
  wheel_maker_warn (item);
  if (item->order.made)
    pyvenv_debug (maker->cx, "'%s': unpacked %zu files; bytecode: %zu taken from"
                  " the base interpreter, %zu compiled", item->image->file_name,
                  counts->files, counts->harvested, counts->compiled);
}

/* Opens all that is complete, also where not all of it is: it need not be made
 * again.  0, or the errno of the first that could not be opened. */
static int
wheel_maker_open_all (const struct wheel_maker *maker)
{
  int error = 0;
  for (size_t i = 0; i < maker->items.count; i++)
    {
      struct wheel_maker_item *item = maker->items.items[i];
      if (item->order.report.kind != 0
          || (!item->order.made && item->image->manifest.mapped == 0))
        continue;
      if (wheel_maker_open (maker, item))
        wheel_maker_tell (maker, item);
      else if (error == 0)
        error = errno != 0 ? errno : EIO;
      if (maker->items.count > 1)
        wheel_image_rest (item->image);
    }
  return error;
}

/* Whether all images were made; else *WHY becomes the reason of the first that was
 * not, which is returned, or stays that of the interpreters. */
static const struct wheel_image *
wheel_maker_first_bad (const struct wheel_maker *maker,
                       const struct report **why)
{
  for (size_t i = 0; i < maker->items.count; i++)
    {
      const struct wheel_maker_item *item = maker->items.items[i];
      if (item->order.report.kind != 0)
        {
          *why = &item->order.report;
          return item->image;
        }
    }
  return maker->items.items[0]->image;
}

/* Answers as wheel_maker_end.  STATUS is that of the interpreters, REPORT their
 * reason. */
static int
wheel_maker_judge (const struct wheel_maker *maker, int status,
                   struct report *report)
{
  const struct report *why = report;
  if (status == 0 && maker->cached)
    status = tree_sync (context_tree (maker->cx), maker->parent_fd, report);
  int error = status == 0 ? wheel_maker_open_all (maker) : 0;
  const struct wheel_image *bad = wheel_maker_first_bad (maker, &why);
  if (why->kind == 0 && error == 0 && !pyvenv_cancelled (maker->cx))
    return 0;
  if (why->kind == 0 && error != 0)
    report_first (report, 0, error, "cannot use '%s'",
                  maker->cached ? "wheels" : bad->file_name);
  if (!maker->cached || why->kind == PYVENV_ERROR_ARCHIVE
      || pyvenv_cancelled (maker->cx))
    return wheel_maker_fail (bad, why);
  pyvenv_debug (maker->cx, "the cache is not used: %s", report_text (why));
  return 1;
}

static void
wheel_maker_free (struct wheel_maker *maker)
{
  for (size_t i = 0; i < maker->items.count; i++)
    {
      struct wheel_maker_item *item = maker->items.items[i];
      if (item->order.made && item->image->manifest.mapped == 0)
        remove_tree (maker->parent_fd, item->folder);
      report_clear (&item->order.report);
      text_clear (&item->warnings);
      free (item);
    }
  wheel_maker_items_release (&maker->items);
}

static void
wheel_maker_wait (struct wheel_maker *maker)
{
  while (!maker->module->maker_wait (maker->maker, WHEEL_MAKER_TICK_MS))
    continue;
}

void
wheel_maker_leave (struct wheel_maker *maker, bool wanted)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  if (wanted)
    wheel_maker_wait (maker);
  maker->module->maker_end (maker->maker, &report);
  report_clear (&report);
  if (tree_sync (context_tree (maker->cx), maker->parent_fd, &report) == 0)
    wheel_maker_open_all (maker);
  wheel_maker_free (maker);
}

int
wheel_maker_end (struct wheel_maker *maker)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  wheel_maker_wait (maker);
  int status = maker->module->maker_end (maker->maker, &report);
  if (maker->items.count > 0)
    status = wheel_maker_judge (maker, status, &report);
  wheel_maker_free (maker);
  return status;
}
