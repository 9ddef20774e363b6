/* system.c: what not every Unix has. */
#include <config.h>

#include "system.h"

#include <errno.h>
#include <stdio.h>
#ifdef HAVE_SYS_SYSCALL_H
#include <sys/syscall.h>
#endif

/* strerror_r is GNU's or POSIX's. */
const char *
system_error (int error, char *buffer, size_t size)
{
#ifdef STRERROR_R_CHAR_P
  return strerror_r (error, buffer, size);
#else
  if (strerror_r (error, buffer, size) != 0)
    snprintf (buffer, size, "error %d", error);
  return buffer;
#endif
}

#if !defined HAVE_PIPE2 || !defined SOCK_CLOEXEC
/* A child that another thread starts before this has them for a moment. */
static void
system_close_on_exec (const int ends[2])
{
  fcntl (ends[0], F_SETFD, FD_CLOEXEC);
  fcntl (ends[1], F_SETFD, FD_CLOEXEC);
}
#endif

int
system_pipe (int ends[2])
{
#ifdef HAVE_PIPE2
  return pipe2 (ends, O_CLOEXEC);
#else
  if (pipe (ends) < 0)
    return -1;
  system_close_on_exec (ends);
  return 0;
#endif
}

int
system_socket_pair (int ends[2])
{
#ifdef SOCK_CLOEXEC
  return socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
#else
  if (socketpair (AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0)
    return -1;
  system_close_on_exec (ends);
#ifdef SO_NOSIGPIPE
  setsockopt (ends[0], SOL_SOCKET, SO_NOSIGPIPE, &(int) { 1 }, sizeof (int));
  setsockopt (ends[1], SOL_SOCKET, SO_NOSIGPIPE, &(int) { 1 }, sizeof (int));
#endif
  return 0;
#endif
}

int
system_unnamed_file (int fd)
{
#ifdef O_TMPFILE
  return openat (fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#else
  (void) fd;
  errno = EOPNOTSUPP;
  return -1;
#endif
}

int
system_exit_fd (pid_t pid)
{
#ifdef SYS_pidfd_open
  return (int) syscall (SYS_pidfd_open, pid, 0);
#else
  (void) pid;
  errno = ENOSYS;
  return -1;
#endif
}

#ifndef HAVE_SECURE_GETENV
char *
secure_getenv (const char *name)
{
  return issetugid () ? NULL : getenv (name);
}
#endif

#ifndef HAVE_MEMRCHR
void *
memrchr (const void *start, int byte, size_t length)
{
  const char *bytes = start;
  while (length-- > 0)
    if (bytes[length] == (char) byte)
      return (void *) (uintptr_t) (bytes + length);
  return NULL;
}
#endif

#ifndef HAVE_REALLOCARRAY
void *
reallocarray (void *old, size_t count, size_t size)
{
  if (size != 0 && count > SIZE_MAX / size)
    {
      errno = ENOMEM;
      return NULL;
    }
  return realloc (old, count * size);
}
#endif
