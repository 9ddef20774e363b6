/* existing_remove.c: deleting an environment.
 *
 * It is emptied as --clear empties it: nothing is deleted before the journal says
 * that the run is final, and a run that is killed after that is finished by the
 * next one. */
#include <config.h>

#include "existing.h"

#include "target.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

int
existing_remove (struct tree *tree)
{
  struct stat st;
  if (lstat (tree->env_dir, &st) < 0)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                           "there is no environment");
  /* An empty folder is accepted: it is what a run leaves that is killed last. */
  if (target_check (tree) < 0)
    return -1;
  if (tree_begin (tree) < 0)
    {
      tree_roll_back (tree);
      return -1;
    }
  if (tree_commit (tree) < 0)
    {
      tree_roll_back (tree);
      return -1;
    }
  return rmdir (tree->env_dir) == 0 ? 0
         : report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                           "it is empty, but cannot be deleted");
}
