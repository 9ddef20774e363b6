/* tree_lock.c: makes, opens and locks ENV_DIR. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#define LOCK_POLL_MS 50

/* How often the folder is opened anew before that is no accident any more. */
#define LOCK_TRIES 100

/* ---- Creating it ----------------------------------------------------- */

/* Makes the folders above ENV_DIR and counts them, so that giving up can remove
 * them again.  Only called when making ENV_DIR itself said ENOENT. */
static int
tree_make_parents (struct tree *tree)
{
  CLEAN_FREE char *path = strdup (tree->env_dir);
  if (path == NULL)
    return report_no_memory (tree->report);

  for (char *slash = path + 1; (slash = strchr (slash, '/')) != NULL; slash++)
    {
      *slash = '\0';
      if (mkdir (path, 0777) == 0)
        tree->made_parents++;
      else if (errno != EEXIST)
        return target_explain (tree, errno);
      *slash = '/';
    }
  return 0;
}

static int
tree_make (struct tree *tree)
{
  int error = 0;
  /* More than twice: a run that gives up beside this one takes back the folders
   * that it made. */
  for (int i = 0; i < 10; i++)
    {
      if (mkdir (tree->env_dir, 0777) == 0)
        {
          tree->made = true;
          return 0;
        }
      if (errno == EEXIST)
        return 0;
      error = errno;
      if (error != ENOENT)
        break;
      if (tree_make_parents (tree) < 0)
        return -1;
    }
  return target_explain (tree, error);
}

/* ---- Locking it ------------------------------------------------------ */

/* Takes the lock of the folder itself: it needs no file, and the kernel lets go
 * of it however the process ends.  On file systems without such locks (some
 * network ones) the journal takes their place: see tree_claim. */
static int
tree_lock (struct tree *tree, int fd, bool *waited)
{
  long polls = tree->lock_timeout * 1000 / LOCK_POLL_MS;
  const struct timespec pause = { 0, LOCK_POLL_MS * 1000000L };
  bool told = false;

  while (flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      if (errno == EINTR)
        continue;
      if (errno != EWOULDBLOCK)
        {
          report_debug (tree->report, "no lock on '%s': %s", tree->env_dir,
                        strerror (errno));
          tree->is_unlocked = true;
          return 0;
        }
      /* One that only looks is gone at the next try. */
      if (*waited && !told)
        {
          report_warn (tree->report, "waiting for another pyvenv on '%s'",
                       tree->env_dir);
          told = true;
        }
      *waited = true;
      if (report_is_cancelled (tree->report))
        return report_interrupted (tree->report);
      if (polls-- <= 0)
        return report_fail_as (tree->report, PYVENV_ERROR_LOCKED, 0,
                               "another pyvenv works on it; wait for its end "
                               "or raise --lock-timeout");
      nanosleep (&pause, NULL);
    }
  return 0;
}

/* Whether the folder HELD is what ENV_DIR names now.  A run that gave up while
 * we waited for its lock has deleted the folder that we hold. */
static bool
tree_is_current (const struct tree *tree, const struct stat *held)
{
  struct stat named;
  return lstat (tree->env_dir, &named) == 0 && file_is_same (held, &named);
}

/* Opens and locks ENV_DIR.  Returns 1 once that is done, 0 if the name stands for
 * another folder by now, -1 after report_fail. */
static int
tree_open (struct tree *tree, struct stat *dir)
{
  bool waited = false;
  CLEAN_FD int fd = open (tree->env_dir,
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT)
    return 0;
  if (fd < 0)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                           "cannot open the folder");
  int locked = tree_lock (tree, fd, &waited);

  /* What this run has made is another's by now. */
  if (waited)
    tree->made = false;
  if (locked < 0)
    return -1;
  if (fstat (fd, dir) < 0)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                           "cannot look at the folder");
  if (!tree->made && !tree_is_current (tree, dir))
    return 0;
  tree->fd = fd;
  fd = -1;
  return 1;
}

int
tree_acquire (struct tree *tree, struct stat *dir)
{
  for (int i = 0; i < LOCK_TRIES; i++)
    {
      tree->made = tree->is_unlocked = false;
      if (tree_make (tree) < 0)
        return -1;
      int opened = tree_open (tree, dir);
      if (opened != 0)
        return opened < 0 ? -1 : 0;
    }
  return report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0,
                         "the name stands for another folder each time that it "
                         "is opened; find out who exchanges them");
}
