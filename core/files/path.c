/* path.c: paths as texts. */
#include <config.h>

#include "path.h"

#include "text.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

char *
path_absolute (const char *path)
{
  struct text absolute = TEXT_EMPTY;
  if (*path != '/')
    {
      char cwd[PATH_MAX];
      if (getcwd (cwd, sizeof cwd) == NULL)
        return NULL;
      text_add_path (&absolute, cwd);
    }
  text_add_path (&absolute, path);
  if (absolute.length == 0)
    text_add (&absolute, "/");
  return text_take (&absolute);
}

int
path_no_working_directory (struct report *report, const char *path)
{
  return errno == ENOMEM ? report_no_memory (report)
    : report_fail_as (report, PYVENV_ERROR_TARGET, errno, "cannot tell where "
                      "'%s' would be: the working directory", path);
}
