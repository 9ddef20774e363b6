/* final_check.c: what an environment cannot do without is there at the end.
 *
 * Plugins and their children may delete anything.  What they leave out on purpose
 * is not asked for. */
#include <config.h>

#include "context.h"
#include "phases.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int
final_check_configuration (pyvenv_context *cx)
{
  struct stat st;
  if (cfg_get (&cx->cfg, "home") == NULL)
    return 0;
  if (fstatat (cx->tree.fd, "pyvenv.cfg", &st, AT_SYMLINK_NOFOLLOW) < 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_PLUGIN, errno, "pyvenv.cfg is gone "
                           "at the end; a plugin or a script deleted it");
  return S_ISREG (st.st_mode) && st.st_size > 0 ? 0
    : pyvenv_fail_as (cx, PYVENV_ERROR_PLUGIN, 0, "pyvenv.cfg is empty or not a "
                      "file at the end; a plugin or a script changed it");
}

int
final_check (pyvenv_context *cx)
{
  if (final_check_configuration (cx) < 0)
    return -1;
  if (!cx->has_python || faccessat (AT_FDCWD, cx->env_python, X_OK, 0) == 0)
    return 0;
  return pyvenv_fail_as (cx, PYVENV_ERROR_PLUGIN, errno, "'%s' cannot be run at "
                         "the end; a plugin or a script changed it",
                         cx->env_python);
}
