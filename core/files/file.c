/* file.c: reading and writing whole files below a folder. */
#include <config.h>

#include "file.h"

#include "cleanup.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

char *
file_read_open (int fd, size_t limit, size_t *ret_length)
{
  struct stat st;
  if (fstat (fd, &st) < 0)
    return NULL;
  if (!S_ISREG (st.st_mode) || st.st_size < 0 || (size_t) st.st_size > limit)
    {
      errno = S_ISREG (st.st_mode) ? EFBIG : EINVAL;
      return NULL;
    }

  size_t room = (size_t) st.st_size, length = 0;
  char *bytes = malloc (room + 1);
  if (bytes == NULL)
    return NULL;
  while (length < room)
    {
      ssize_t got = read (fd, bytes + length, room - length);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          cleanup_free (&bytes);
          return NULL;
        }
      if (got == 0)
        break;
      length += (size_t) got;
    }
  bytes[length] = '\0';
  *ret_length = length;
  return bytes;
}

char *
file_read (int fd, const char *name, size_t limit, size_t *ret_length)
{
  /* O_NONBLOCK: a pipe of that name must not stop us. */
  CLEAN_FD int file = openat (fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC
                                        | O_NONBLOCK);
  return file < 0 ? NULL : file_read_open (file, limit, ret_length);
}

int
file_write_all (int fd, const void *bytes, size_t length)
{
  const char *at = bytes;
  while (length > 0)
    {
      ssize_t put = write (fd, at, length);
      if (put < 0 && errno == EINTR)
        continue;
      if (put < 0)
        return -1;
      at += put;
      length -= (size_t) put;
    }
  return 0;
}

int
file_close (int *fd)
{
  int closed = close (*fd);
  *fd = -1;
  return closed < 0 && errno != EINTR ? -1 : 0;
}

/* For what copy_file_range refuses: other file systems, /proc. */
static int
file_copy_by_hand (int from, int to)
{
  char buffer[64 << 10];
  for (;;)
    {
      ssize_t got = read (from, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return got == 0 ? 0 : -1;
      if (file_write_all (to, buffer, (size_t) got) < 0)
        return -1;
    }
}

int
file_copy (int from, int to)
{
#ifdef HAVE_COPY_FILE_RANGE
  for (bool any = false;; any = true)
    {
      ssize_t put = copy_file_range (from, NULL, to, NULL, (size_t) 1 << 30, 0);
      if (put == 0 && any)
        return 0;
      /* Some kernels say so of files in /proc and of FUSE that are not empty. */
      if (put == 0)
        return file_copy_by_hand (from, to);
      if (put < 0 && errno == EINTR)
        continue;
      if (put < 0)
        break;
    }
  if (errno == ENOSPC || errno == EDQUOT || errno == EIO || errno == EFBIG)
    return -1;
#endif
  return file_copy_by_hand (from, to);
}

bool
file_is_same (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int64_t
file_time_ns (struct timespec time)
{
  return (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t
file_mtime_ns (const struct stat *st)
{
  return file_time_ns (st->st_mtim);
}

int64_t
file_ctime_ns (const struct stat *st)
{
  return file_time_ns (st->st_ctim);
}

/* The umask mostly leaves the mode that is wanted, so that it only has to be
 * looked at. */
int
file_finish (int fd, mode_t mode, struct stat *st)
{
  if (fstat (fd, st) != 0)
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
  if (file_write_all (fd, bytes, length) != 0
      || file_finish (fd, mode, st != NULL ? st : &unused) != 0
      || file_close (&fd) != 0)
    {
      int saved = errno;
      unlinkat (dir_fd, name, 0);
      errno = saved;
      return -1;
    }
  return 0;
}

int
file_settle (int fd, const char *from, const char *name, bool good)
{
  if (good && renameat (fd, from, fd, name) == 0)
    return 0;
  int saved = errno;
  unlinkat (fd, from, 0);
  errno = saved;
  return good ? -1 : 0;
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
