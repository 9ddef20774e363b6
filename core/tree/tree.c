/* tree.c: ENV_DIR from opening and locking it to the end of the run. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "remove.h"
#include "target.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#define LOCK_POLL_MS 50

int
tree_fd (const struct tree *tree)
{
  return tree->fd;
}

mode_t
tree_mode (const struct tree *tree)
{
  return tree->mode;
}

bool
tree_is_new (const struct tree *tree)
{
  return tree->is_new;
}

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
 * of it however the process ends.  File systems without locks (some network
 * ones) are used without. */
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

/* Whether FD is what ENV_DIR names now.  A run that gave up while we waited for
 * its lock has deleted the folder that we hold. */
static bool
tree_is_current (const struct tree *tree, int fd)
{
  struct stat held, named;
  return fstat (fd, &held) == 0 && lstat (tree->env_dir, &named) == 0
         && file_is_same (&held, &named);
}

/* Makes, opens and locks ENV_DIR, as often as it takes to hold the folder that
 * has the name. */
static int
tree_acquire (struct tree *tree)
{
  for (;;)
    {
      bool waited = false;
      tree->made = false;
      if (tree_make (tree) < 0)
        return -1;
      CLEAN_FD int fd = open (tree->env_dir,
                              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (fd < 0)
        {
          if (errno == ENOENT)
            continue;
          return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                                 "cannot open the folder");
        }
      int locked = tree_lock (tree, fd, &waited);

      /* What this run has made is another's by now. */
      if (waited)
        tree->made = false;
      if (locked < 0)
        return -1;
      if (tree->made || tree_is_current (tree, fd))
        {
          tree->fd = fd;
          fd = -1;
          return 0;
        }
    }
}

/* ---- The start ------------------------------------------------------- */

/* Moves all that is there out of the way; it is deleted when the new
 * environment stands. */
static int
tree_clear (struct tree *tree)
{
  CLEAN_DIR DIR *dir = folder_open (tree->fd, ".");
  if (dir == NULL)
    return report_fail (tree->report, errno, "cannot read the folder");

  struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    if (strcmp (entry->d_name, TREE_JOURNAL) != 0
        && strcmp (entry->d_name, TREE_SAVED) != 0
        && tree_set_aside (tree, entry->d_name) < 0)
      return -1;
  return errno == 0 ? 0
         : report_fail (tree->report, errno, "cannot read the folder");
}

/* Whether the folder FD, which this run has made, was used by another run
 * before this one came to lock it.  A folder without folders has two links; some
 * file systems do not count them and always say one. */
static bool
tree_is_used (int fd)
{
  struct stat st;
  return fstat (fd, &st) < 0 || (st.st_nlink != 2 && target_count (fd) != 0);
}

int
tree_begin (struct tree *tree)
{
  if (tree_acquire (tree) < 0)
    return -1;

  /* What the unlocked look found may be gone by now. */
  tree->was_env = false;
  tree->is_new = true;
  if (!tree->made || tree_is_used (tree->fd))
    {
      bool undone;
      if (tree_undo (tree->fd, &undone) < 0)
        return errno == ENOTEMPTY
               ? report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0,
                                 "it holds an unfinished environment and "
                                 "something that is not of it; move that away, "
                                 "or delete the folder")
               : report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                                 "cannot undo what an unfinished run left; "
                                 "delete the folder");
      if (undone)
        report_debug (tree->report, "undid what an unfinished run left in '%s'",
                      tree->env_dir);
      /* What this finds may have changed since it was looked at unlocked. */
      int result = target_check_open (tree, tree->fd, &tree->is_new);
      tree->made &= tree->is_new;
      if (result < 0)
        return -1;
    }
  if (tree_start_journal (tree) < 0)
    return -1;
  if (!tree->is_new && (tree->options & PYVENV_CLEAR) != 0)
    return tree_clear (tree);
  return 0;
}

/* ---- The end --------------------------------------------------------- */

static void
tree_close (struct tree *tree)
{
  cleanup_fd (&tree->journal);
  cleanup_fd (&tree->fd);
  tree->journal = -1;
  tree->fd = -1;
}

int
tree_commit (struct tree *tree)
{
  if (unlinkat (tree->fd, TREE_JOURNAL, 0) < 0)
    return report_fail (tree->report, errno, "cannot delete '%s'",
                        TREE_JOURNAL);
  if (tree->has_saved && remove_tree (tree->fd, TREE_SAVED) < 0)
    report_warn (tree->report, "what was replaced is still in '%s/%s': %s",
                 tree->env_dir, TREE_SAVED, strerror (errno));
  tree_close (tree);
  return 0;
}

/* Removes ENV_DIR and the parents that this run made, as far as they are
 * empty. */
static void
tree_remove_made (struct tree *tree)
{
  CLEAN_FREE char *path = strdup (tree->env_dir);
  if (path == NULL)
    return;
  if (tree->made && rmdir (path) < 0)
    return;
  for (; tree->made_parents > 0; tree->made_parents--)
    {
      char *slash = strrchr (path, '/');
      *slash = '\0';
      if (rmdir (path) < 0)
        return;
    }
}

void
tree_roll_back (struct tree *tree)
{
  bool undone = true;
  if (tree->journal >= 0
      && tree_undo_journal (tree->fd, tree->journal, &undone) < 0)
    report_warn (tree->report, "cannot undo everything in '%s': %s; the next "
                 "pyvenv on it tries again", tree->env_dir, strerror (errno));
  else if (undone)
    tree_remove_made (tree);
  tree_close (tree);
}
