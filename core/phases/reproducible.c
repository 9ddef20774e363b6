/* reproducible.c: the times of files, the same in each run.
 *
 * SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) is the
 * number of seconds since 1970 that all of them get. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "phases.h"

#include "cleanup.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The first day of 1980 is the earliest that a zip file can hold. */
#define REPRODUCIBLE_DEFAULT 315532800

/* Deeper folders are an error, so that the descriptors do not run out. */
#define REPRODUCIBLE_DEPTH 64

static int
reproducible_fail (pyvenv_context *cx, const char *name)
{
  return pyvenv_fail (cx, errno, "--reproducible: cannot set the time of '%s'",
                      name);
}

/* Sets *RET to the time; fails where the variable is no number. */
static int
reproducible_time (pyvenv_context *cx, struct timespec *ret)
{
  const char *epoch = getenv ("SOURCE_DATE_EPOCH");
  char *end = NULL;
  *ret = (struct timespec) { .tv_sec = REPRODUCIBLE_DEFAULT };
  if (epoch == NULL || *epoch == '\0')
    return 0;
  errno = 0;
  ret->tv_sec = (time_t) strtoll (epoch, &end, 10);
  return errno == 0 && *end == '\0' && ret->tv_sec >= 0 ? 0
         : pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "SOURCE_DATE_EPOCH is '%s', "
                           "which is not a number of seconds", epoch);
}

/* Everything in the folder FD, the innermost first, since what is done in a folder
 * changes its time. */
static int
reproducible_set (pyvenv_context *cx, int fd, const struct timespec times[2],
                  unsigned depth)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  struct dirent *entry;
  if (dir == NULL || depth == REPRODUCIBLE_DEPTH)
    return pyvenv_fail (cx, dir == NULL ? errno : ELOOP, "--reproducible: cannot "
                        "read a folder");
  while ((entry = folder_next (dir)) != NULL)
    {
      const char *name = entry->d_name;
      if (depth == 0 && (strcmp (name, TREE_JOURNAL) == 0
                         || strcmp (name, TREE_SAVED) == 0))
        continue;
      CLEAN_FD int below = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                   | O_CLOEXEC);
      if (below >= 0 && reproducible_set (cx, below, times, depth + 1) < 0)
        return -1;
      if (utimensat (fd, name, times, AT_SYMLINK_NOFOLLOW) < 0)
        return reproducible_fail (cx, name);
    }
  return errno == 0 ? 0 : reproducible_fail (cx, cx->env_dir);
}

int
reproducible_check (pyvenv_context *cx)
{
  struct timespec time;
  return context_flag (cx, "reproducible") ? reproducible_time (cx, &time) : 0;
}

/* Sets TIMES, that of access and that of change, where the option is on: 1; 0 where it
 * is not; -1 after pyvenv_fail. */
static int
reproducible_times (pyvenv_context *cx, struct timespec times[2])
{
  if (!context_flag (cx, "reproducible"))
    return 0;
  if (reproducible_time (cx, &times[0]) < 0)
    return -1;
  times[1] = times[0];
  return 1;
}

int
reproducible_prepare (pyvenv_context *cx)
{
  struct timespec times[2];
  int wanted = reproducible_times (cx, times);
  return wanted <= 0 ? wanted
         : reproducible_set (cx, tree_fd (&cx->tree), times, 0);
}

int
reproducible_finish (pyvenv_context *cx)
{
  struct timespec times[2];
  int wanted = reproducible_times (cx, times);
  return wanted <= 0 ? wanted
         : utimensat (AT_FDCWD, cx->env_dir, times, AT_SYMLINK_NOFOLLOW) == 0 ? 0
         : reproducible_fail (cx, cx->env_dir);
}
