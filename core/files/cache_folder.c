/* cache_folder.c: the folders of the user's cache. */
#include <config.h>

#include "cache_folder.h"

#include "cleanup.h"
#include "file.h"
#include "hash_table.h"
#include "remove.h"
#include "system.h"
#include "text.h"
#include "trust.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { CACHE_FOLDER_STALE_SECONDS = 3600, CACHE_FOLDER_USE_SECONDS = 3600 };

/* Cache Directory Tagging (bford.info/cachedir): backups leave such folders
 * out. */
static const char cache_folder_tag[]
  = "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is pyvenv's, and can be deleted at any time.\n";

static bool
cache_folder_is_private (int fd)
{
  struct stat st;
  return fstat (fd, &st) == 0 && trust_is_private (&st);
}

/* A user without a home has one that does not exist: distributions call it
 * /nonexistent. */
static bool
cache_folder_is_homeless (const char *dir)
{
  const char *home = secure_getenv ("HOME");
  size_t length = home != NULL ? strlen (home) : 0;
  return length > 1 && strncmp (dir, home, length) == 0 && dir[length] == '/'
    && access (home, F_OK) != 0;
}

/* Makes DIR and the folders above it. */
static int
cache_folder_make_path (const char *dir)
{
  CLEAN_FREE char *path = strdup (dir);
  if (path == NULL || cache_folder_is_homeless (dir))
    return -1;
  for (char *slash = path + 1; (slash = strchr (slash, '/')) != NULL; slash++)
    {
      *slash = '\0';
      if (mkdir (path, 0700) != 0 && errno != EEXIST)
        return -1;
      *slash = '/';
    }
  return mkdir (path, 0700) == 0 || errno == EEXIST ? 0 : -1;
}

static int
cache_folder_open_at (int fd, const char *name, int more)
{
  return openat (fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | more);
}

/* The folder NAME, made and marked. */
static int
cache_folder_make (int above, const char *name)
{
  bool made = mkdirat (above, name, 0700) == 0;
  if (!made && errno != EEXIST)
    return -1;
  int fd = cache_folder_open_at (above, name, O_NOFOLLOW);
  if (fd >= 0 && made)
    file_create (fd, "CACHEDIR.TAG", cache_folder_tag,
                 sizeof cache_folder_tag - 1, 0600, NULL);
  return fd;
}

int
cache_folder_open (const char *dir, const char *name, bool make)
{
  if (!trust_folders (dir, NULL))
    {
      errno = EPERM;
      return -1;
    }
  CLEAN_FD int above = cache_folder_open_at (AT_FDCWD, dir, 0);
  if (above < 0 && errno == ENOENT && make
      && cache_folder_make_path (dir) == 0)
    above = cache_folder_open_at (AT_FDCWD, dir, 0);
  if (above < 0)
    return -1;

  int fd = cache_folder_open_at (above, name, O_NOFOLLOW);
  if (fd < 0 && errno == ENOENT && make)
    fd = cache_folder_make (above, name);
  if (fd < 0 || (cache_folder_is_private (above)
                 && cache_folder_is_private (fd)))
    return fd;
  close (fd);
  errno = EPERM;
  return -1;
}

int
cache_folder_open_seed (const char *dir, const char *name)
{
  struct stat top, st;
  bool is_below_safe = trust_folders (dir, NULL);
  CLEAN_FD int above = is_below_safe ? cache_folder_open_at (AT_FDCWD, dir, 0) : -1;
  CLEAN_FD int fd = above < 0 ? -1
    : cache_folder_open_at (above, name, O_NOFOLLOW);
  if (is_below_safe && fd < 0)
    return -1;
  if (!is_below_safe || fstat (above, &top) < 0 || fstat (fd, &st) < 0
      || !trust_is_safe (&top) || !trust_is_safe (&st))
    {
      errno = EPERM;
      return -1;
    }
  int result = fd;
  fd = -1;
  return result;
}

bool
cache_folder_is_ours (int fd)
{
  size_t length;
  CLEAN_FREE char *tag = !cache_folder_is_private (fd) ? NULL
    : file_read (fd, "CACHEDIR.TAG", sizeof cache_folder_tag, &length);
  return tag != NULL && strcmp (tag, cache_folder_tag) == 0;
}

void
cache_folder_name (const char *key, char name[17])
{
  snprintf (name, 17, "%016" PRIx64, hash_table_hash (key));
}

void
cache_folder_sweep (int fd)
{
  int copy = cache_folder_open_at (fd, ".", 0);
  CLEAN_DIR DIR *dir = copy < 0 ? NULL : fdopendir (copy);
  if (dir == NULL)
    {
      cleanup_fd (&copy);
      return;
    }

  time_t now = time (NULL);
  struct stat st;
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (string_starts_with (entry->d_name, CACHE_FOLDER_TEMPORARY)
        && fstatat (fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
        && st.st_mtime < now - CACHE_FOLDER_STALE_SECONDS)
      remove_tree (fd, entry->d_name);
}

void
cache_folder_use (int fd, const struct stat *st)
{
  if (st->st_mtime < time (NULL) - CACHE_FOLDER_USE_SECONDS)
    futimens (fd, NULL);
}

int
cache_folder_put (int fd, const char *name, const void *bytes, size_t length)
{
  char temporary[64];
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  cache_folder_sweep (fd);
  if (file_create (fd, temporary, bytes, length, 0600, NULL) != 0)
    return -1;
  if (renameat (fd, temporary, fd, name) == 0)
    return 0;
  int saved = errno;
  unlinkat (fd, temporary, 0);
  errno = saved;
  return -1;
}
