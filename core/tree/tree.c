/* tree.c: ENV_DIR from opening and locking it to the end of the run. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "folder.h"
#include "remove.h"
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
  return errno == 0 ? tree_record_cleared (tree)
         : report_fail (tree->report, errno, "cannot read the folder");
}

/* What an unfinished run left is undone. */
static int
tree_recover (struct tree *tree)
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
  return 0;
}

/* Without a lock, who creates the journal has the folder to himself until he
 * deletes it.  Whether one that is there belongs to a run that goes on, nothing
 * can tell. */
static int
tree_claim (struct tree *tree)
{
  if ((tree->options & PYVENV_FORCE) != 0 && tree_recover (tree) < 0)
    return -1;
  if (tree_open_journal (tree) < 0)
    return errno != EEXIST ? target_explain (tree, errno)
           : report_fail_as (tree->report, PYVENV_ERROR_LOCKED, 0,
                             "it holds '%s', and the file system has no locks "
                             "to tell whether that run goes on; wait for its "
                             "end, or add --force if there is none",
                             TREE_JOURNAL);
  if (remove_tree (tree->fd, TREE_SAVED) < 0)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno,
                           "cannot delete '%s'", TREE_SAVED);
  return 0;
}

/* ENV_DIR, whose status is DIR, was there, or was used by another run before
 * this one came to lock it. */
static int
tree_begin_used (struct tree *tree, const struct stat *dir)
{
  if (target_check_owner (tree, dir) < 0)
    return -1;
  if ((tree->is_unlocked ? tree_claim (tree) : tree_recover (tree)) < 0)
    return -1;

  /* What this finds may have changed since it was looked at unlocked. */
  int result = target_check_open (tree, tree->fd, &tree->is_new);
  tree->made &= tree->is_new;
  return result;
}

/* Whoever runs out of descriptors has to undo what was done. */
static int
tree_keep_spares (struct tree *tree)
{
  for (int i = 0; i < (tree->is_new ? 1 : TREE_SPARES); i++)
    if ((tree->spare[i] = fcntl (tree->fd, F_DUPFD_CLOEXEC, 0)) < 0)
      return report_fail (tree->report, errno, "cannot open more files");
  return 0;
}

int
tree_begin (struct tree *tree)
{
  struct stat dir;
  if (tree_acquire (tree, &dir) < 0)
    return -1;

  /* What the unlocked look found may be gone by now.  Somebody may have put
   * another folder in the place of the one that this run made: it will do if
   * nothing is in it and it has the same owner. */
  tree->was_env = false;
  tree->is_new = true;
  if ((!tree->made || tree->is_unlocked || !target_is_unused (tree->fd))
      && tree_begin_used (tree, &dir) < 0)
    return -1;
  if (tree_start_journal (tree, &dir) < 0 || tree_keep_spares (tree) < 0)
    return -1;
  if (dir.st_uid != tree->journal_owner && target_check_owner (tree, &dir) < 0)
    return -1;
  if (!tree->is_new && (tree->options & PYVENV_CLEAR) != 0)
    return tree_clear (tree);
  return 0;
}

/* ---- The end --------------------------------------------------------- */

static void
tree_drop_spares (struct tree *tree)
{
  for (int i = 0; i < TREE_SPARES; i++)
    {
      cleanup_fd (&tree->spare[i]);
      tree->spare[i] = -1;
    }
}

static void
tree_close (struct tree *tree)
{
  tree_drop_spares (tree);
  cleanup_fd (&tree->journal);
  cleanup_fd (&tree->saved);
  cleanup_fd (&tree->fd);
  tree->journal = -1;
  tree->saved = -1;
  tree->fd = -1;
}

/* One call for the file system is cheaper than one for each file and folder. */
int
tree_sync (const struct tree *tree, int fd, struct report *report)
{
  if (!tree->durable)
    return 0;
#ifdef HAVE_SYNCFS
  if (syncfs (fd) < 0)
    return report_fail (report, errno, "cannot bring it to the disk");
#else
  (void) fd;
  (void) report;
  sync ();
#endif
  return 0;
}

/* Where something was saved, a record of the journal makes the run final, so
 * that the next one can finish what is left to be deleted. */
static int
tree_drop_saved (struct tree *tree)
{
  if (tree_record_end (tree) < 0)
    return -1;
  if (remove_tree (tree->fd, TREE_SAVED) < 0)
    report_warn (tree->report, "what was replaced is still in '%s/%s': %s",
                 tree->env_dir, TREE_SAVED, strerror (errno));
  return 0;
}

int
tree_commit (struct tree *tree)
{
  bool is_final = tree->saved >= 0;
  if (tree_sync (tree, tree->fd, tree->report) < 0)
    return -1;
  if (is_final && tree_drop_saved (tree) < 0)
    return -1;
  if (unlinkat (tree->fd, TREE_JOURNAL, 0) < 0)
    {
      if (!is_final)
        return report_fail (tree->report, errno, "cannot delete '%s'",
                            TREE_JOURNAL);
      report_warn (tree->report, "cannot delete '%s/%s': %s", tree->env_dir,
                   TREE_JOURNAL, strerror (errno));
    }
  if (tree->durable && fsync (tree->fd) < 0)
    report_warn (tree->report, "a power cut may undo it: %s", strerror (errno));
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
  while (tree->made_parents > 0)
    {
      char *slash = strrchr (path, '/');
      if (slash == NULL || slash == path)
        return;
      *slash = '\0';
      if (rmdir (path) == 0)
        tree->made_parents--;
      /* Where this run came no further, those above are still to go. */
      else if (errno != ENOENT && errno != ENAMETOOLONG)
        return;
    }
}

/* Of a new environment all goes, whatever the journal tells; its descriptor is one
 * of those that this takes. */
static int
tree_undo_new (struct tree *tree)
{
  cleanup_fd (&tree->journal);
  tree->journal = -1;
  if (remove_entries (tree->fd, TREE_JOURNAL) < 0)
    return -1;
  return unlinkat (tree->fd, TREE_JOURNAL, 0) < 0 && errno != ENOENT ? -1 : 0;
}

void
tree_roll_back (struct tree *tree)
{
  bool undone = true;
  tree_drop_spares (tree);
  int result = tree->journal < 0 ? 0 : tree->is_new ? tree_undo_new (tree)
               : tree_undo_journal (tree->fd, tree->journal, &undone);
  if (result < 0)
    report_warn (tree->report, "cannot undo everything in '%s': %s; the next "
                 "pyvenv on it tries again", tree->env_dir, strerror (errno));
  else if (undone)
    tree_remove_made (tree);
  tree_close (tree);
}
