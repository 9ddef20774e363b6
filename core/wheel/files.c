/* files.c: files below one open folder. */
#include <config.h>

#include "files.h"
#include "cleanup.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

int64_t
file_mtime_ns (const struct stat *st)
{
#ifdef __APPLE__
  return (int64_t) st->st_mtimespec.tv_sec * 1000000000
    + st->st_mtimespec.tv_nsec;
#else
  return (int64_t) st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
#endif
}

static int
file_write_all (int fd, const char *bytes, size_t length)
{
  while (length > 0)
    {
      ssize_t written = write (fd, bytes, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return -1;
      bytes += written;
      length -= (size_t) written;
    }
  return 0;
}

int
file_create (int dir_fd, const char *name, const void *bytes, size_t length,
             mode_t mode, struct stat *st)
{
  CLEAN_FD int fd = openat (dir_fd, name, O_WRONLY | O_CREAT | O_EXCL
                            | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return -1;
  if (file_write_all (fd, bytes, length) != 0 || fchmod (fd, mode) != 0
      || (st != NULL && fstat (fd, st) != 0))
    {
      int saved = errno;
      unlinkat (dir_fd, name, 0);
      errno = saved;
      return -1;
    }
  return 0;
}

/* Deletes what is in FD, which it closes. */
static int
file_empty (int fd)
{
  CLEAN_DIR DIR *dir = fdopendir (fd);
  if (dir == NULL)
    {
      cleanup_fd (&fd);
      return -1;
    }

  int status = 0;
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0
        && file_remove_tree (fd, entry->d_name) != 0)
      status = -1;
  return status;
}

int
file_remove_tree (int dir_fd, const char *name)
{
  if (unlinkat (dir_fd, name, 0) == 0 || errno == ENOENT)
    return 0;
  if (errno != EISDIR && errno != EPERM)
    return -1;
  int fd = openat (dir_fd, name,
                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return errno == ENOENT ? 0 : -1;
  file_empty (fd);
  return unlinkat (dir_fd, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : -1;
}

void
file_temporary_name (char name[64], const char *prefix)
{
  static atomic_uint counter;
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  snprintf (name, 64, "%.20s%lx-%lx-%x", prefix, (unsigned long) getpid (),
            (unsigned long) now.tv_nsec ^ (unsigned long) now.tv_sec << 20,
            atomic_fetch_add (&counter, 1));
}
