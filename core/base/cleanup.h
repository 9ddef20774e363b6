/* cleanup.h: resources that end with the scope that holds them. */
#ifndef PYVENV_CLEANUP_H
#define PYVENV_CLEANUP_H

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* All keep errno, so that `return pyvenv_fail (cx, errno, ...)` and a plain
 * `return -1` both see the errno of what failed. */
static inline void
cleanup_free (void *pointer)
{
  int saved = errno;
  free (*(void **) pointer);
  errno = saved;
}

static inline void
cleanup_fd (int *fd)
{
  int saved = errno;
  if (*fd >= 0)
    close (*fd);
  errno = saved;
}

static inline void
cleanup_dir (DIR **dir)
{
  int saved = errno;
  if (*dir != NULL)
    closedir (*dir);
  errno = saved;
}

#define CLEAN_FREE __attribute__ ((cleanup (cleanup_free)))
#define CLEAN_FD __attribute__ ((cleanup (cleanup_fd)))
#define CLEAN_DIR __attribute__ ((cleanup (cleanup_dir)))

#endif
