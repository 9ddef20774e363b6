/* target_explain.c: why ENV_DIR cannot be made, in words that lead on. */
#include <config.h>

#include "target.h"

#include "cleanup.h"
#include "system.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

/* PATH, which ENV_DIR is or lies below, is a folder that is there.  Returns 1
 * for that, 0 where there is nothing, -1 after refusing what is no folder. */
static int
explain_step (struct report *report, const char *path)
{
  struct stat st;
  if (lstat (path, &st) < 0)
    return 0;
  if (S_ISLNK (st.st_mode) && stat (path, &st) < 0)
    return report_fail_as (report, PYVENV_ERROR_TARGET, 0, "'%s' is a symbolic "
                           "link that leads %s (mend it, or name another place)",
                           path, errno == ELOOP ? "back to itself"
                           : "to nothing");
  if (!S_ISDIR (st.st_mode))
    return report_fail_as (report, PYVENV_ERROR_TARGET, 0, "'%s' is a file and "
                           "no folder, so nothing can be made in it (name another "
                           "place)", path);
  return 1;
}

/* Cuts PATH behind the last folder that is there; -1 after refusing one that is
 * none. */
static int
explain_cut (struct report *report, char *path)
{
  size_t last = 1, length = strlen (path);
  int step = 1;
  for (size_t end = 1; step == 1 && end <= length; end++)
    {
      if (path[end] != '/' && path[end] != '\0')
        continue;
      char kept = path[end];
      path[end] = '\0';
      step = explain_step (report, path);
      path[end] = kept;
      if (step == 1)
        last = end;
    }
  path[last] = '\0';
  return step < 0 ? -1 : 0;
}

int
target_explain (struct tree *tree, int error)
{
  struct report *report = tree->report;
  CLEAN_FREE char *path = strdup (tree->env_dir);
  char text[128];
  if (path == NULL)
    return report_no_memory (report);
  if (error == ENAMETOOLONG)
    return report_fail_as (report, PYVENV_ERROR_TARGET, 0,
                           "the name is too long: each part of a path can "
                           "have %d bytes, all of it %d", NAME_MAX,
                           PATH_MAX - 1);
  if (explain_cut (report, path) < 0)
    return -1;
  switch (error)
    {
    case EROFS:
      return report_fail_as (report, PYVENV_ERROR_TARGET, 0, "'%s' is mounted "
                             "read-only (name another place)", path);
    case ENOENT:
      return report_fail_as (report, PYVENV_ERROR_TARGET, 0, "'%s' is a folder "
                             "of the system in which none can be made (name "
                             "another place)", path);
    case EACCES:
    case EPERM:
      return report_fail_as (report, PYVENV_ERROR_TARGET, 0, "nothing can be "
                             "made in '%s': %s (name a place that is yours)",
                             path, system_error (error, text, sizeof text));
    default:
      return report_fail_as (report, PYVENV_ERROR_TARGET, error,
                             "nothing can be made in '%s'", path);
    }
}
