/* target_many.c: no two ENV_DIRs of one call are the same folder. */
#include <config.h>

#include "target.h"

#include "cleanup.h"
#include "path.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* ENV_DIR with the links above it followed, as far as it exists; malloc'd.
 * NULL after report_fail. */
static char *
target_real (struct report *report, const char *env_dir)
{
  CLEAN_FREE char *absolute = path_absolute (env_dir);
  if (absolute == NULL)
    {
      path_no_working_directory (report, env_dir);
      return NULL;
    }

  CLEAN_FREE char *path = strdup (absolute);
  CLEAN_FREE char *real = NULL;
  size_t length = path != NULL ? strlen (path) : 0;
  while (length > 1 && (real = realpath (path, NULL)) == NULL)
    {
      while (path[length - 1] != '/')
        length--;
      path[--length] = '\0';
    }

  struct text result = TEXT_EMPTY;
  text_add (&result, real != NULL ? real : "");
  text_add (&result, absolute + length);
  char *taken = path != NULL ? text_take (&result) : NULL;
  if (taken == NULL)
    report_no_memory (report);
  return taken;
}

int
target_check_many (struct report *report, const char *const env_dirs[],
                   size_t count)
{
  char **real = calloc (count, sizeof *real);
  int result = real != NULL ? 0 : report_no_memory (report);
  for (size_t i = 0; result == 0 && i < count; i++)
    {
      /* Such names have an error of their own. */
      if (*env_dirs[i] == '\0' || string_has_control (env_dirs[i]))
        continue;
      real[i] = target_real (report, env_dirs[i]);
      result = real[i] != NULL ? 0 : -1;
      for (size_t j = 0; result == 0 && j < i; j++)
        if (real[j] != NULL && strcmp (real[i], real[j]) == 0)
          result = report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                                   strcmp (env_dirs[i], env_dirs[j]) == 0
                                   ? "'%s' and '%s' are given: name each "
                                   "ENV_DIR once"
                                   : "'%s' and '%s' are the same folder: name "
                                   "each ENV_DIR once", env_dirs[j],
                                   env_dirs[i]);
    }
  for (size_t i = 0; real != NULL && i < count; i++)
    free (real[i]);
  free (real);
  return result;
}
