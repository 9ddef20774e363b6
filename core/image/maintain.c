/* maintain.c: --cache-info and --cache-clean. */
#include <config.h>

#include "install.h"

#include "cache.h"
#include "cleanup.h"
#include "remove.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

enum { MAINTAIN_DEPTH_MAX = 16 };

/* What is in a folder, links counted once each. */
struct maintain_sum {
  uint64_t files, bytes;
};

/* Opens a folder for reading; NULL where there is none. */
static DIR *
maintain_open (int fd, const char *name)
{
  int sub = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = sub < 0 ? NULL : fdopendir (sub);
  if (dir == NULL)
    cleanup_fd (&sub);
  return dir;
}

static bool
maintain_is_dots (const char *name)
{
  return strcmp (name, ".") == 0 || strcmp (name, "..") == 0;
}

static void
maintain_add (struct maintain_sum *sum, int fd, const char *name,
              unsigned depth)
{
  CLEAN_DIR DIR *dir = maintain_open (fd, name);
  if (dir == NULL || depth == MAINTAIN_DEPTH_MAX)
    return;
  struct stat st;
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (!maintain_is_dots (entry->d_name)
        && fstatat (dirfd (dir), entry->d_name, &st,
                    AT_SYMLINK_NOFOLLOW) == 0)
      {
        if (S_ISDIR (st.st_mode))
          maintain_add (sum, dirfd (dir), entry->d_name, depth + 1);
        else
          {
            sum->files++;
            sum->bytes += (uint64_t) st.st_size;
          }
      }
}

/* How many wheels and images there are: the folders named by a SHA-256. */
static void
maintain_count_images (int wheels_fd, struct pyvenv_cache_info *ret)
{
  CLEAN_DIR DIR *dir = maintain_open (wheels_fd, ".");
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;)
    {
      if (strlen (entry->d_name) != 64)
        continue;
      CLEAN_DIR DIR *wheel = maintain_open (dirfd (dir), entry->d_name);
      if (wheel == NULL)
        continue;
      ret->wheels++;
      for (struct dirent *image; (image = readdir (wheel)) != NULL;)
        ret->images += !maintain_is_dots (image->d_name);
    }
}

static struct maintain_sum
maintain_sum_folder (const char *cache_dir, const char *folder)
{
  struct maintain_sum sum = { 0, 0 };
  CLEAN_FD int fd = open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    maintain_add (&sum, fd, folder, 0);
  return sum;
}

static int
maintain_sum_wheels (pyvenv_context *cx, const char *cache_dir,
                     struct pyvenv_cache_info *ret)
{
  struct cache cache;
  cache_open (&cache, cache_dir, false);
  if (cache.fd < 0)
    {
      ret->unusable = pyvenv_format (cx, "%s", cache.why);
      return ret->unusable != NULL ? 0 : -1;
    }

  struct maintain_sum sum = { 0, 0 };
  maintain_count_images (cache.fd, ret);
  maintain_add (&sum, cache.fd, ".", 0);
  ret->wheel_files = sum.files;
  ret->wheel_bytes = sum.bytes;
  cache_close (&cache);
  return 0;
}

int
wheel_cache_info (pyvenv_context *cx, const char *cache_dir,
                  struct pyvenv_cache_info *ret)
{
  *ret = (struct pyvenv_cache_info) { .dir = cache_dir };
  if (cache_dir == NULL)
    return 0;

  /* The folders that index.so keeps. */
  struct maintain_sum downloads = maintain_sum_folder (cache_dir, "downloads");
  struct maintain_sum index = maintain_sum_folder (cache_dir, "index");
  ret->download_files = downloads.files;
  ret->download_bytes = downloads.bytes;
  ret->index_files = index.files;
  ret->index_bytes = index.bytes;
  return maintain_sum_wheels (cx, cache_dir, ret);
}

/* Only what pyvenv puts there: CACHE_DIR may be any folder. */
int
wheel_cache_clean (pyvenv_context *cx, const char *cache_dir)
{
  static const char *const ours[] = { CACHE_WHEELS, "interpreters", "downloads",
                                      "index", NULL };
  CLEAN_FD int fd = cache_dir == NULL ? -1
    : open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    {
      pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "There is no cache.");
      return 0;
    }

  struct maintain_sum sum = { 0, 0 };
  for (size_t i = 0; ours[i] != NULL; i++)
    {
      maintain_add (&sum, fd, ours[i], 0);
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
