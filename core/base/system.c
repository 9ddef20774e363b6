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
