/* cache_clean.c: deletes from the cache.
 *
 * Others use it meanwhile.  What they have open they keep, or find damaged and make
 * anew; what environments are linked to stays in these. */
#include <config.h>

#include "cache_clean.h"

#include "cache_folder.h"
#include "cache_group.h"
#include "cache_kinds.h"
#include "cleanup.h"
#include "folder.h"
#include "modules.h"
#include "vector.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CACHE_CLEAN_DAY ((time_t) 24 * 60 * 60)

/* One run. */
struct cache_clean {
  pyvenv_context *cx;
  const char *cache_dir;
  int fd;                       /* of CACHE_DIR; -1: there is none */
  int error;                    /* why it cannot be read, or 0 */
  time_t before;                /* what was used later stays */
  struct cache_sum sum;         /* of what was deleted */
};

/* The descriptor is -1 where there is no cache, or where it cannot be read, which
 * clean->error tells. */
static int
cache_clean_open (struct cache_clean *clean, pyvenv_context *cx,
                  const char *cache_dir)
{
  *clean = (struct cache_clean) { .cx = cx, .cache_dir = cache_dir };
  clean->fd = cache_dir == NULL ? -1
    : open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (clean->fd < 0 && cache_dir != NULL && errno != ENOENT)
    clean->error = errno;
  return clean->fd;
}

static int
cache_clean_tell (const struct cache_clean *clean)
{
  if (clean->error != 0)
    return pyvenv_fail (clean->cx, clean->error, "cannot read '%s'",
                        clean->cache_dir);
  const char *said
    = clean->fd < 0 ? "There is no cache."
    : pyvenv_format (clean->cx, "Deleted %ju files, %.1f MiB, from %s",
                     (uintmax_t) clean->sum.files,
                     (double) clean->sum.bytes / (1 << 20), clean->cache_dir);
  if (said == NULL)
    return -1;
  pyvenv_progress (clean->cx, PYVENV_PROGRESS_MAIN, said);
  return 0;
}

static int
cache_clean_fail (const struct cache_clean *clean, const char *name)
{
  return pyvenv_fail (clean->cx, errno, "cannot delete '%s/%s'",
                      clean->cache_dir, name);
}

/* ---- What a group shares ------------------------------------------------ */

/* Deletes what this user has shared, unless it is younger than clean->before.  The
 * others have copies of what they use. */
static void
cache_clean_shared (struct cache_clean *clean)
{
  const char *path = context_cache_shared (clean->cx);
  CLEAN_FD int fd = path == NULL ? -1 : cache_group_open (path, false);
  CLEAN_DIR DIR *dir = fd < 0 ? NULL : folder_open (fd, ".");
  struct stat st;
  for (struct dirent *entry; dir != NULL && (entry = folder_next (dir)) != NULL;)
    if (fstatat (dirfd (dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
        && S_ISREG (st.st_mode) && st.st_uid == geteuid ()
        && st.st_mtime <= clean->before
        && unlinkat (dirfd (dir), entry->d_name, 0) == 0)
      {
        clean->sum.files++;
        clean->sum.bytes += (uint64_t) st.st_size;
      }
}

/* ---- All ---------------------------------------------------------------- */

/* Whether the folder NAME of the cache is one that we made: it is ours and has our
 * tag. */
static bool
cache_clean_is_ours (int fd, const char *name)
{
  CLEAN_FD int folder = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  return folder >= 0 && cache_folder_is_ours (folder);
}

/* Only what pyvenv made there: CACHE_DIR may be any folder. */
static int
cache_clean_folder (struct cache_clean *clean, const char *name)
{
  struct cache_entry entry = { .top = clean->fd, .fd = clean->fd, .name = name };
  if (fstatat (clean->fd, name, &entry.st, AT_SYMLINK_NOFOLLOW) != 0
      && errno == ENOENT)
    return 0;
  if (!cache_clean_is_ours (clean->fd, name))
    {
      pyvenv_warn (clean->cx, "'%s/%s' is left alone: it has no CACHEDIR.TAG of "
                   "pyvenv's, or belongs to another user", clean->cache_dir,
                   name);
      return 0;
    }
  cache_kinds_add (&clean->sum, &entry);
  return cache_kinds_delete (&entry) == 0 ? 0 : cache_clean_fail (clean, name);
}

int
cache_clean_all (pyvenv_context *cx, const char *cache_dir)
{
  struct cache_clean clean;
  CLEAN_FD int fd = cache_clean_open (&clean, cx, cache_dir);
  for (size_t i = 0; fd >= 0 && i < CACHE_KINDS; i++)
    if (cache_clean_folder (&clean, cache_kinds[i].folder) != 0)
      return -1;
  if (fd >= 0)
    cache_folder_sweep (fd);
  clean.before = time (NULL);
  cache_clean_shared (&clean);
  return cache_clean_tell (&clean);
}

/* ---- What is old -------------------------------------------------------- */

static int
cache_clean_visit_old (void *data, const struct cache_entry *entry)
{
  struct cache_clean *clean = data;
  struct cache_sum sum = { 0, 0, 0 };
  if (entry->st.st_mtime > clean->before)
    return 0;
  cache_kinds_add (&sum, entry);
  if (sum.linked_bytes > 0)
    return 0;
  if (cache_kinds_delete (entry) != 0)
    return cache_clean_fail (clean, entry->name);
  clean->sum.files += sum.files;
  clean->sum.bytes += sum.bytes;
  return context_check_cancelled (clean->cx);
}

int
cache_clean_old (pyvenv_context *cx, const char *cache_dir, unsigned days)
{
  struct cache_clean clean;
  CLEAN_FD int fd = cache_clean_open (&clean, cx, cache_dir);
  clean.before = time (NULL) - (time_t) days * CACHE_CLEAN_DAY;
  for (size_t i = 0; fd >= 0 && i < CACHE_KINDS; i++)
    {
      int result = cache_kinds_walk (fd, &cache_kinds[i], cache_clean_visit_old,
                                     &clean);
      if (result != 0)
        return result < 0 ? -1
          : pyvenv_fail (cx, errno, "cannot read '%s/%s'", cache_dir,
                         cache_kinds[i].folder);
    }
  cache_clean_shared (&clean);
  return cache_clean_tell (&clean);
}

/* ---- What is too much --------------------------------------------------- */

/* An entry, without what is open only while it is visited. */
struct cache_clean_item {
  time_t used;
  uint64_t bytes;
  const struct cache_kind *kind;
  const char *above, *path;     /* as of a struct cache_entry, and NAME below
                                 * that; relative to the folder of KIND */
};

DEFINE_VECTOR (cache_clean_items, struct cache_clean_item);

struct cache_clean_list {
  struct arena arena;
  struct cache_clean_items items;
  const struct cache_kind *kind;
  uint64_t bytes;
};

static int
cache_clean_visit_all (void *data, const struct cache_entry *entry)
{
  struct cache_clean_list *list = data;
  struct cache_sum sum = { 0, 0, 0 };
  cache_kinds_add (&sum, entry);
  if (sum.linked_bytes > 0)
    return 0;
  struct cache_clean_item item = {
    .used = entry->st.st_mtime, .bytes = sum.bytes, .kind = list->kind,
    .above = entry->above == NULL ? NULL : arena_copy (&list->arena, entry->above),
    .path = arena_format (&list->arena, "%s%s%s",
                          entry->above != NULL ? entry->above : "",
                          entry->above != NULL ? "/" : "", entry->name)
  };
  list->bytes += sum.bytes;
  return item.path == NULL || (item.above == NULL) != (entry->above == NULL) ? -1
    : cache_clean_items_append (&list->items, item);
}

static int
cache_clean_compare (const void *a, const void *b)
{
  const struct cache_clean_item *x = a, *y = b;
  return (x->used > y->used) - (x->used < y->used);
}

/* Deletes the oldest of LIST until no more than SIZE bytes are left. */
static void
cache_clean_oldest (struct cache_clean *clean, struct cache_clean_list *list,
                    uint64_t size)
{
  if (list->items.count > 0)
    qsort (list->items.items, list->items.count, sizeof *list->items.items,
           cache_clean_compare);
  for (size_t i = 0; i < list->items.count && list->bytes > size; i++)
    {
      const struct cache_clean_item *item = &list->items.items[i];
      CLEAN_FD int top = openat (clean->fd, item->kind->folder, O_RDONLY
                                 | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      const struct cache_entry entry = { .top = top, .fd = top,
                                         .name = item->path,
                                         .above = item->above };
      if (top >= 0 && cache_kinds_delete (&entry) == 0)
        list->bytes -= item->bytes;
    }
}

void
cache_clean_beyond (pyvenv_context *cx, const char *cache_dir, uint64_t size)
{
  struct cache_clean clean;
  struct cache_clean_list list = { .bytes = 0 };
  CLEAN_FD int fd = cache_clean_open (&clean, cx, cache_dir);
  int result = fd < 0 ? -1 : 0;
  list.items.arena = &list.arena;
  for (size_t i = 0; result == 0 && i < CACHE_KINDS; i++)
    {
      list.kind = &cache_kinds[i];
      result = cache_kinds_walk (fd, list.kind, cache_clean_visit_all, &list);
    }
  uint64_t before = list.bytes;
  if (result == 0)
    cache_clean_oldest (&clean, &list, size);
  if (list.bytes < before)
    pyvenv_debug (cx, "cache-max-size: deleted %.1f MiB from '%s'",
                  (double) (before - list.bytes) / (1 << 20), cache_dir);
  arena_release (&list.arena);
}
