/* cache_kinds.c: what kinds of things the cache keeps, and where. */
#include <config.h>

#include "cache_kinds.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "image_cache.h"
#include "remove.h"
#include "text.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

enum { CACHE_KINDS_DEPTH_MAX = 16, CACHE_KINDS_TRIES = 100 };

/* The folders are named where things are put into them, too: image_cache.h,
 * kept_wheel.h, page_cache.c, and interpreter_record.c. */
const struct cache_kind cache_kinds[CACHE_KINDS] = {
  { "images", IMAGE_CACHE_WHEELS, 1 },
  { "downloads", "downloads", 0 },
  { "built wheels", "built", 0 },
  { "pages", "index", 0 },
  { "resolutions", "resolutions", 0 },
  { "interpreters", "interpreters", 0 }
};

/* What is being walked. */
struct cache_walk {
  cache_visit *visit;
  void *data;
  int top;
};

static int
cache_walk_open (int fd, const char *name)
{
  return openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Not what is being made or deleted, nor our mark. */
static bool
cache_walk_is_entry (const char *name)
{
  return !string_starts_with (name, CACHE_FOLDER_TEMPORARY)
    && strcmp (name, "CACHEDIR.TAG") != 0;
}

/* Walks the folder ABOVE (NULL: the top), whose entries are DEPTH levels below. */
static int
cache_walk_folder (const struct cache_walk *walk, const char *above,
                   unsigned depth)
{
  int result = 0;
  CLEAN_DIR DIR *dir = folder_open (walk->top, above != NULL ? above : ".");
  if (dir == NULL)
    return errno != ENOENT;
  for (struct dirent *file; result == 0 && (file = folder_next (dir)) != NULL;)
    {
      struct cache_entry entry = {
        .top = walk->top, .fd = dirfd (dir), .name = file->d_name,
        .above = above
      };
      if (!cache_walk_is_entry (entry.name)
          || fstatat (entry.fd, entry.name, &entry.st, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      result = depth > 0 && S_ISDIR (entry.st.st_mode)
        ? cache_walk_folder (walk, entry.name, depth - 1)
        : walk->visit (walk->data, &entry);
    }
  return result != 0 ? result : errno != 0;
}

int
cache_kinds_walk (int cache_fd, const struct cache_kind *kind,
                  cache_visit *visit, void *data)
{
  CLEAN_FD int top = cache_walk_open (cache_fd, kind->folder);
  const struct cache_walk walk = { visit, data, top };
  if (top < 0)
    return errno != ENOENT && errno != ENOTDIR && errno != ELOOP;
  return cache_folder_is_ours (top)
    ? cache_walk_folder (&walk, NULL, kind->depth) : 0;
}

static void
cache_sum_file (struct cache_sum *sum, const struct stat *st)
{
  sum->files++;
  sum->bytes += (uint64_t) st->st_size;
  if (st->st_nlink > 1)
    sum->linked_bytes += (uint64_t) st->st_size;
}

static void
cache_sum_folder (struct cache_sum *sum, int fd, const char *name,
                  unsigned depth)
{
  struct stat st;
  CLEAN_DIR DIR *dir = depth < CACHE_KINDS_DEPTH_MAX ? folder_open (fd, name)
    : NULL;
  for (struct dirent *entry; dir != NULL && (entry = folder_next (dir)) != NULL;)
    if (fstatat (dirfd (dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    else if (S_ISDIR (st.st_mode))
      cache_sum_folder (sum, dirfd (dir), entry->d_name, depth + 1);
    else
      cache_sum_file (sum, &st);
}

void
cache_kinds_add (struct cache_sum *sum, const struct cache_entry *entry)
{
  if (S_ISDIR (entry->st.st_mode))
    cache_sum_folder (sum, entry->fd, entry->name, 0);
  else
    cache_sum_file (sum, &entry->st);
}

int
cache_kinds_delete (const struct cache_entry *entry)
{
  char temporary[64];
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  if (renameat (entry->fd, entry->name, entry->top, temporary) != 0)
    return errno == ENOENT ? 0 : -1;
  if (entry->above != NULL)
    unlinkat (entry->top, entry->above, AT_REMOVEDIR);

  /* A builder may add a file to a folder that was just read. */
  int result, tries = CACHE_KINDS_TRIES;
  do
    result = remove_tree (entry->top, temporary);
  while (result != 0 && (errno == ENOTEMPTY || errno == EEXIST
                         || errno == ENOENT) && --tries > 0);
  return result;
}
