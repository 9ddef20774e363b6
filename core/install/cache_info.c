/* cache_info.c: --cache-info and --cache-clean. */
#include <config.h>

#include "cache_info.h"

#include "cleanup.h"
#include "image_cache.h"
#include "remove.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

enum { CACHE_INFO_DEPTH_MAX = 16 };

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

/* Only what pyvenv puts there: CACHE_DIR may be any folder. */
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
    {
      cache_info_add (&sum, fd, ours[i], 0);
      if (remove_tree (fd, ours[i]) != 0)
        return pyvenv_fail (cx, errno, "cannot delete '%s/%s'", cache_dir,
                            ours[i]);
    }
  const char *said = pyvenv_format (cx, "Deleted %ju files, %.1f MiB, from %s",
                                    (uintmax_t) sum.files,
                                    (double) sum.bytes / (1 << 20), cache_dir);
  if (said == NULL)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, said);
  return 0;
}
