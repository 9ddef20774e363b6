/* files.c: files below one open folder. */
#include <config.h>

#include "files.h"
#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
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

/* The umask mostly leaves the mode that is wanted, so that it only has to be
 * looked at. */
static int
file_fill (int fd, const void *bytes, size_t length, mode_t mode,
           struct stat *st)
{
  if (file_write_all (fd, bytes, length) != 0 || fstat (fd, st) != 0)
    return -1;
  return (st->st_mode & 07777) == mode ? 0 : fchmod (fd, mode);
}

int
file_create (int dir_fd, const char *name, const void *bytes, size_t length,
             mode_t mode, struct stat *st)
{
  CLEAN_FD int fd = openat (dir_fd, name, O_WRONLY | O_CREAT | O_EXCL
                            | O_NOFOLLOW | O_CLOEXEC, mode);
  struct stat unused;
  if (fd < 0)
    return -1;
  if (file_fill (fd, bytes, length, mode, st != NULL ? st : &unused) != 0)
    {
      int saved = errno;
      unlinkat (dir_fd, name, 0);
      errno = saved;
      return -1;
    }
  return 0;
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
