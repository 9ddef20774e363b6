/* maintain.c: --cache-info and --cache-clean. */
#include <config.h>

#include "install.h"

#include "cache.h"
#include "cleanup.h"
#include "remove.h"
#include "text.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

enum { MAINTAIN_DEPTH_MAX = 16 };

/* What is in a folder, links counted once each. */
struct maintain_sum {
  unsigned long files;
  unsigned long long bytes;
};

static void
maintain_say (pyvenv_context *cx, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));

static void
maintain_say (pyvenv_context *cx, const char *fmt, ...)
{
  CLEAN_TEXT struct text line = TEXT_EMPTY;
  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&line, fmt, ap);
  va_end (ap);
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, text_string (&line));
}

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
            sum->bytes += (unsigned long long) st.st_size;
          }
      }
}

/* How many wheels and images there are: the folders named by a SHA-256. */
static void
maintain_count_images (int wheels_fd, unsigned *wheels, unsigned *images)
{
  CLEAN_DIR DIR *dir = maintain_open (wheels_fd, ".");
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;)
    {
      if (strlen (entry->d_name) != 64)
        continue;
      CLEAN_DIR DIR *wheel = maintain_open (dirfd (dir), entry->d_name);
      if (wheel == NULL)
        continue;
      ++*wheels;
      for (struct dirent *image; (image = readdir (wheel)) != NULL;)
        *images += !maintain_is_dots (image->d_name);
    }
}

/* The folders that index.so keeps. */
static void
maintain_say_folder (pyvenv_context *cx, const char *cache_dir,
                     const char *folder, const char *title)
{
  struct maintain_sum sum = { 0, 0 };
  CLEAN_FD int fd = open (cache_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    maintain_add (&sum, fd, folder, 0);
  if (sum.files > 0)
    maintain_say (cx, "%s: %lu files, %.1f MiB", title, sum.files,
                  (double) sum.bytes / (1 << 20));
}

static void
maintain_say_wheels (pyvenv_context *cx, const char *cache_dir)
{
  struct cache cache;
  cache_open (&cache, cache_dir, false);
  if (cache.fd < 0)
    {
      maintain_say (cx, "Wheels: none (%s)", cache.why);
      return;
    }

  unsigned wheels = 0, images = 0;
  struct maintain_sum sum = { 0, 0 };
  maintain_count_images (cache.fd, &wheels, &images);
  maintain_add (&sum, cache.fd, ".", 0);
  maintain_say (cx, "Wheels: %u, in %u images: %lu files, %.1f MiB", wheels,
                images, sum.files, (double) sum.bytes / (1 << 20));
  cache_close (&cache);
}

int
wheel_cache_info (pyvenv_context *cx, const char *cache_dir)
{
  if (cache_dir == NULL)
    {
      maintain_say (cx, "There is no cache.");
      return 0;
    }
  maintain_say (cx, "Cache: %s", cache_dir);
  maintain_say_wheels (cx, cache_dir);
  maintain_say_folder (cx, cache_dir, "downloads", "Downloads");
  maintain_say_folder (cx, cache_dir, "index", "Answers of indexes");
  return 0;
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
      maintain_say (cx, "There is no cache.");
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
  maintain_say (cx, "Deleted %lu files, %.1f MiB, from %s", sum.files,
                (double) sum.bytes / (1 << 20), cache_dir);
  return 0;
}
