/* supply.c: finds or makes the image that an environment needs. */
#include <config.h>

#include "supply.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "maker.h"
#include "remove.h"
#include "tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>

/* What the name of a folder begins with in which an image is made that no cache
 * keeps. */
#define SUPPLY_PRIVATE ".pyvenv-image-"

/* Environments of one process that need the same image wait for the first,
 * which makes it. */
static pthread_mutex_t supply_lock = PTHREAD_MUTEX_INITIALIZER;

static bool
supply_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

/* Passes on what the lower layers reported. */
static int
supply_fail (struct supply *supply, const struct report *report)
{
  if (pyvenv_cancelled (supply->cx))
    return pyvenv_fail_as (supply->cx, PYVENV_ERROR_INTERRUPTED, 0,
                           "interrupted");
  if (report->err == 0)
    return pyvenv_fail_as (supply->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: %s", supply->path,
                           text_string (&report->reason));
  return pyvenv_fail (supply->cx, report->err, "'%s': %s", supply->path,
                      text_string (&report->reason));
}

static void
supply_warn (struct supply *supply, const struct report *report)
{
  for (const char *s = text_string (&report->warnings); *s != '\0';)
    {
      size_t length = strcspn (s, "\n");
      pyvenv_warn (supply->cx, "'%s': %.*s", supply->file_name, (int) length,
                   s);
      s += length + (s[length] == '\n');
    }
}

/* Opens what cache or environment hold; false where there is nothing whole. */
static bool
supply_open (struct supply *supply, int fd)
{
  if (fd < 0)
    return false;
  if (plan_open (&supply->plan, fd) != 0)
    {
      cleanup_fd (&fd);
      return false;
    }
  supply->image_fd = fd;
  return true;
}

static bool
supply_find (struct supply *supply)
{
  return supply->sha256[0] != '\0'
    && supply_open (supply, cache_open_image (&supply->cache, supply->sha256,
                                              supply->image_name));
}

/* ---- Making one -------------------------------------------------------- */

static int
supply_build (struct supply *supply, const struct image_module *maker,
              const struct image_source *source, int parent_fd,
              const char *name, struct report *report)
{
  const struct image_watch watch = { supply_cancelled, supply->cx };
  struct image_tally tally;
  if (maker->build (source, supply->file_name, &supply->target, parent_fd,
                    name, &watch, &tally, report) != 0)
    return -1;
  pyvenv_debug (supply->cx, "'%s': unpacked %zu files; bytecode: %zu taken "
                "from the base interpreter, %zu compiled", supply->file_name,
                tally.files, tally.harvested, tally.compiled);
  return 0;
}

/* In the cache.  1 where the cache turned out not to be usable. */
static int
supply_build_cached (struct supply *supply, const struct image_module *maker,
                     const struct image_source *source, struct report *report)
{
  char temporary[64];
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  cache_folder_sweep (supply->cache.fd);
  if (supply_build (supply, maker, source, supply->cache.fd, temporary,
                    report) != 0)
    {
      if (report->err == 0 || pyvenv_cancelled (supply->cx))
        return -1;
      pyvenv_debug (supply->cx, "the cache is not used: %s: %s",
                    text_string (&report->reason), strerror (report->err));
      report_clear (report);
      return 1;
    }

  /* Another process may have been faster.  What is there and cannot be opened is
   * damaged. */
  if (supply_find (supply))
    {
      remove_tree (supply->cache.fd, temporary);
      return 0;
    }
  cache_retire (&supply->cache, supply->sha256, supply->image_name);
  if (cache_publish (&supply->cache, temporary, supply->sha256,
                     supply->image_name) == 0 && supply_find (supply))
    {
      supply->is_fresh = true;
      return 0;
    }
  pyvenv_debug (supply->cx, "the cache is not used: %s", strerror (errno));
  return 1;
}

/* In the environment itself, from where everything is linked and which then is
 * deleted. */
static int
supply_build_private (struct supply *supply, const struct image_module *maker,
                      const struct image_source *source,
                      struct report *report)
{
  int root = tree_fd (supply->cx);
  const char *name = supply->private_name;
  if (tree_will_create_scratch (supply->cx, SUPPLY_PRIVATE,
                                supply->private_name) != 0)
    return -1;
  if (supply_build (supply, maker, source, root, name, report) != 0)
    return supply_fail (supply, report);
  supply->is_private = supply->is_fresh = true;
  if (supply_open (supply, openat (root, name,
                                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                   | O_CLOEXEC)))
    return 0;
  return pyvenv_fail (supply->cx, errno, "cannot unpack '%s'", supply->path);
}

static int
supply_make_of (struct supply *supply, const struct image_module *maker,
                const struct image_source *source, struct report *report)
{
  if (supply->cache.fd >= 0)
    {
      memcpy (supply->sha256, source->sha256, sizeof supply->sha256);
      cache_keep_path (&supply->cache, supply->path, &source->st,
                       supply->sha256);
      if (supply_find (supply))
        {
          pyvenv_debug (supply->cx, "'%s': its contents are in the cache",
                        supply->file_name);
          return 0;
        }
      int status = supply_build_cached (supply, maker, source, report);
      if (status < 0)
        return supply_fail (supply, report);
      if (status == 0)
        return 0;
    }
  memcpy (supply->sha256, source->sha256, sizeof supply->sha256);
  return supply_build_private (supply, maker, source, report);
}

static int
supply_make (struct supply *supply)
{
  const struct image_module *maker = maker_load (supply->cx);
  if (maker == NULL)
    return -1;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct image_source source;
  int status = maker->load (&source, supply->path,
                             context_held_fd (supply->cx, supply->path),
                             &report) == 0
    ? supply_make_of (supply, maker, &source, &report)
    : supply_fail (supply, &report);
  maker->release (&source);
  if (status == 0)
    supply_warn (supply, &report);
  return status;
}

int
supply_get (struct supply *supply)
{
  supply->image_fd = -1;
  supply->sha256[0] = '\0';
  cache_image_name (supply->image_name, &supply->target);
  cache_open (&supply->cache, context_cache_dir (supply->cx), true);
  if (supply->cache.fd < 0)
    {
      pyvenv_debug (supply->cx, "no cache of wheels: %s", supply->cache.why);
      return supply_make (supply);
    }

  if (cache_find_path (&supply->cache, supply->path, supply->sha256)
      && supply_find (supply))
    {
      pyvenv_debug (supply->cx, "'%s' is in the cache", supply->file_name);
      return 0;
    }
  supply->sha256[0] = '\0';
  pthread_mutex_lock (&supply_lock);
  int status = supply_make (supply);
  pthread_mutex_unlock (&supply_lock);
  return status;
}

int
supply_replace (struct supply *supply)
{
  bool again = supply->is_private;
  plan_close (&supply->plan);
  cleanup_fd (&supply->image_fd);
  supply->image_fd = -1;
  supply->is_fresh = false;
  if (again || supply->cache.fd < 0)
    return pyvenv_fail (supply->cx, EIO, "'%s': what was unpacked changes "
                        "while it is installed", supply->path);

  pyvenv_debug (supply->cx, "'%s': its image in the cache was changed; it is "
                "made anew", supply->file_name);
  pthread_mutex_lock (&supply_lock);
  cache_retire (&supply->cache, supply->sha256, supply->image_name);
  int status = supply_make (supply);
  pthread_mutex_unlock (&supply_lock);
  return status;
}

void
supply_release (struct supply *supply)
{
  plan_close (&supply->plan);
  cleanup_fd (&supply->image_fd);
  cache_close (&supply->cache);
  if (supply->is_private)
    remove_tree (tree_fd (supply->cx), supply->private_name);
}
