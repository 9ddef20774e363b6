/* cache_info.c: --cache-info and --cache-clean. */
#include <config.h>

#include "cache_info.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "image_cache.h"
#include "remove.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum {
  CACHE_INFO_DEPTH_MAX = 16,
  CACHE_INFO_TRIES = 100
};

/* What is in a folder, links counted once each. */
struct cache_info_sum {
  uint64_t files, bytes;
};

/* Opens a folder for reading; NULL where there is none. */
static DIR *
cache_info_open (int fd, const char *name)
{
  int sub = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = sub < 0 ? NULL : fdopendir (sub);
  if (dir == NULL)
    cleanup_fd (&sub);
  return dir;
}

static bool
cache_info_is_dots (const char *name)
{
  return strcmp (name, ".") == 0 || strcmp (name, "..") == 0;
}

static void
cache_info_add (struct cache_info_sum *sum, int fd, const char *name,
                unsigned depth)
{
  CLEAN_DIR DIR *dir = cache_info_open (fd, name);
  if (dir == NULL || depth == CACHE_INFO_DEPTH_MAX)
    return;
  struct stat st;
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (!cache_info_is_dots (entry->d_name)
        && fstatat (dirfd (dir), entry->d_name, &st,
                    AT_SYMLINK_NOFOLLOW) == 0)
      {
        if (S_ISDIR (st.st_mode))
          cache_info_add (sum, dirfd (dir), entry->d_name, depth + 1);
        else
          {
            sum->files++;
            sum->bytes += (uint64_t) st.st_size;
          }
      }
}

/* How many wheels and images there are: the folders named by a SHA-256. */
static void
cache_info_count_images (int wheels_fd, struct pyvenv_cache_info *ret)
{
  CLEAN_DIR DIR *dir = cache_info_open (wheels_fd, ".");
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;)
    {
      if (strlen (entry->d_name) != 64)
        continue;
      CLEAN_DIR DIR *wheel = cache_info_open (dirfd (dir), entry->d_name);
      if (wheel == NULL)
        continue;
      ret->wheels++;
      for (struct dirent *image; (image = readdir (wheel)) != NULL;)
        ret->images += !cache_info_is_dots (image->d_name);
    }
}

static struct cache_info_sum
cache_info_sum_folder (const char *cache_dir, const char *folder)
{
  struct cache_info_sum sum = { 0, 0 };
  CLEAN_FD int fd = open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    cache_info_add (&sum, fd, folder, 0);
  return sum;
}

static int
cache_info_sum_wheels (pyvenv_context *cx, const char *cache_dir,
                       struct pyvenv_cache_info *ret)
{
  struct image_cache cache;
  image_cache_open (&cache, cache_dir, false);
  if (cache.fd < 0)
    {
      ret->unusable = pyvenv_format (cx, "%s", cache.why);
      return ret->unusable != NULL ? 0 : -1;
    }

  struct cache_info_sum sum = { 0, 0 };
  cache_info_count_images (cache.fd, ret);
  cache_info_add (&sum, cache.fd, ".", 0);
  ret->wheel_files = sum.files;
  ret->wheel_bytes = sum.bytes;
  image_cache_close (&cache);
  return 0;
}

int
cache_info_read (pyvenv_context *cx, const char *cache_dir,
                 struct pyvenv_cache_info *ret)
{
  *ret = (struct pyvenv_cache_info) { .dir = cache_dir };
  if (cache_dir == NULL)
    return 0;

  /* The folders that index.so keeps. */
  struct cache_info_sum downloads
    = cache_info_sum_folder (cache_dir, "downloads");
  struct cache_info_sum index = cache_info_sum_folder (cache_dir, "index");
  ret->download_files = downloads.files;
  ret->download_bytes = downloads.bytes;
  ret->index_files = index.files;
  ret->index_bytes = index.bytes;
  return cache_info_sum_wheels (cx, cache_dir, ret);
}

/* Whether the folder NAME of the cache is one that we made: it is ours and has our
 * tag. */
static bool
cache_info_is_ours (int fd, const char *name)
{
  CLEAN_FD int folder = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  return folder >= 0 && cache_folder_is_ours (folder);
}

/* Deletes the folder NAME of the cache.  It is renamed first, so that running
 * builders, which go on filling theirs, begin another one.  What is gone already
 * has been deleted. */
static int
cache_info_delete (int fd, const char *name)
{
  char temporary[64];
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  if (renameat (fd, name, fd, temporary) != 0)
    return errno == ENOENT ? 0 : -1;

  /* A builder may add a file to a folder that was just read. */
  int result, tries = CACHE_INFO_TRIES;
  do
    result = remove_tree (fd, temporary);
  while (result != 0 && (errno == ENOTEMPTY || errno == EEXIST
                         || errno == ENOENT) && --tries > 0);
  return result;
}

/* Only what pyvenv made there: CACHE_DIR may be any folder. */
static int
cache_info_clean_folder (pyvenv_context *cx, const char *cache_dir, int fd,
                         const char *name, struct cache_info_sum *sum)
{
  struct stat st;
  if (fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
    return 0;
  if (!cache_info_is_ours (fd, name))
    {
      pyvenv_warn (cx, "'%s/%s' is left alone: it has no CACHEDIR.TAG of "
                   "pyvenv's, or belongs to another user", cache_dir, name);
      return 0;
    }
  cache_info_add (sum, fd, name, 0);
  return cache_info_delete (fd, name) == 0 ? 0
    : pyvenv_fail (cx, errno, "cannot delete '%s/%s'", cache_dir, name);
}

int
cache_info_clean (pyvenv_context *cx, const char *cache_dir)
{
  static const char *const ours[] = { IMAGE_CACHE_WHEELS, "interpreters",
                                      "downloads", "index", NULL };
  CLEAN_FD int fd = cache_dir == NULL ? -1
    : open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    {
      pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "There is no cache.");
      return 0;
    }

  struct cache_info_sum sum = { 0, 0 };
  for (size_t i = 0; ours[i] != NULL; i++)
    if (cache_info_clean_folder (cx, cache_dir, fd, ours[i], &sum) != 0)
      return -1;
  cache_folder_sweep (fd);
  const char *said = pyvenv_format (cx, "Deleted %ju files, %.1f MiB, from %s",
                                    (uintmax_t) sum.files,
                                    (double) sum.bytes / (1 << 20), cache_dir);
  if (said == NULL)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, said);
  return 0;
}
