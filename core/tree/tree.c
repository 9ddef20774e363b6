/* tree.c: ENV_DIR from opening and locking it to the end of the run. */
#include <config.h>

#include "tree.h"

#include "context.h"
#include "modules.h"
#include "cleanup.h"
#include "file.h"
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

#define LOCK_TIMEOUT_SECONDS 600
#define LOCK_POLL_MS 50

int
tree_fd (const pyvenv_context *cx)
{
  return cx->tree.fd;
}

mode_t
tree_mode (const pyvenv_context *cx)
{
  return cx->tree.mode;
}

bool
tree_is_new (const pyvenv_context *cx)
{
  return cx->tree.is_new;
}

/* ---- Creating it ----------------------------------------------------- */

/* Makes the folders above ENV_DIR and counts them, so that giving up can remove
 * them again.  Only called when making ENV_DIR itself said ENOENT. */
static int
tree_make_parents (pyvenv_context *cx)
{
  CLEAN_FREE char *path = strdup (cx->env_dir);
  if (path == NULL)
    return context_no_memory (cx);

  for (char *slash = path + 1; (slash = strchr (slash, '/')) != NULL; slash++)
    {
      *slash = '\0';
      if (mkdir (path, 0777) == 0)
        cx->tree.made_parents++;
      else if (errno != EEXIST)
        return target_explain (cx, errno);
      *slash = '/';
    }
  return 0;
}

static int
tree_make (pyvenv_context *cx)
{
  int error = 0;
  /* More than twice: a run that gives up beside this one takes back the folders
   * that it made. */
  for (int i = 0; i < 10; i++)
    {
      if (mkdir (cx->env_dir, 0777) == 0)
        {
          cx->tree.made = true;
          return 0;
        }
      if (errno == EEXIST)
        return 0;
      error = errno;
      if (error != ENOENT)
        break;
      if (tree_make_parents (cx) < 0)
        return -1;
    }
  return target_explain (cx, error);
}

/* ---- Locking it ------------------------------------------------------ */

static long
tree_lock_timeout (const pyvenv_context *cx)
{
  const char *value = context_option (cx, "lock-timeout");
  return value != NULL ? strtol (value, NULL, 10) : LOCK_TIMEOUT_SECONDS;
}

/* Takes the lock of the folder itself: it needs no file, and the kernel lets go
 * of it however the process ends.  File systems without locks (some network
 * ones) are used without. */
static int
tree_lock (pyvenv_context *cx, int fd, bool *waited)
{
  long polls = tree_lock_timeout (cx) * 1000 / LOCK_POLL_MS;
  const struct timespec pause = { 0, LOCK_POLL_MS * 1000000L };
  bool told = false;

  while (flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      if (errno == EINTR)
        continue;
      if (errno != EWOULDBLOCK)
        {
          pyvenv_debug (cx, "no lock on '%s': %s", cx->env_dir,
                        strerror (errno));
          return 0;
        }
      /* One that only looks is gone at the next try. */
      if (*waited && !told)
        {
          pyvenv_warn (cx, "waiting for another pyvenv on '%s'", cx->env_dir);
          told = true;
        }
      *waited = true;
      if (pyvenv_cancelled (cx))
        return pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
      if (polls-- <= 0)
        return pyvenv_fail_as (cx, PYVENV_ERROR_LOCKED, 0,
                               "another pyvenv works on it; wait for its end "
                               "or raise --lock-timeout");
      nanosleep (&pause, NULL);
    }
  return 0;
}

/* Whether FD is what ENV_DIR names now.  A run that gave up while we waited for
 * its lock has deleted the folder that we hold. */
static bool
tree_is_current (const pyvenv_context *cx, int fd)
{
  struct stat held, named;
  return fstat (fd, &held) == 0 && lstat (cx->env_dir, &named) == 0
         && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* Makes, opens and locks ENV_DIR, as often as it takes to hold the folder that
 * has the name. */
static int
tree_acquire (pyvenv_context *cx)
{
  for (;;)
    {
      bool waited = false;
      cx->tree.made = false;
      if (tree_make (cx) < 0)
        return -1;
      CLEAN_FD int fd = open (cx->env_dir,
                              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (fd < 0)
        {
          if (errno == ENOENT)
            continue;
          return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno,
                                 "cannot open the folder");
        }
      int locked = tree_lock (cx, fd, &waited);

      /* What this run has made is another's by now. */
      if (waited)
        cx->tree.made = false;
      if (locked < 0)
        return -1;
      if (cx->tree.made || tree_is_current (cx, fd))
        {
          cx->tree.fd = fd;
          fd = -1;
          return 0;
        }
    }
}

/* ---- The start ------------------------------------------------------- */

/* Moves all that is there out of the way; it is deleted when the new
 * environment stands. */
static int
tree_clear (pyvenv_context *cx)
{
  int sub = openat (cx->tree.fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CLEAN_DIR DIR *dir = sub < 0 ? NULL : fdopendir (sub);
  if (dir == NULL)
    {
      cleanup_fd (&sub);
      return pyvenv_fail (cx, errno, "cannot read the folder");
    }

  struct dirent *entry;
  while (errno = 0, (entry = readdir (dir)) != NULL)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0
        && strcmp (entry->d_name, TREE_JOURNAL) != 0
        && strcmp (entry->d_name, TREE_SAVED) != 0
        && tree_set_aside (cx, entry->d_name) < 0)
      return -1;
  return errno == 0 ? 0 : pyvenv_fail (cx, errno, "cannot read the folder");
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
tree_begin (pyvenv_context *cx)
{
  if (tree_acquire (cx) < 0)
    return -1;

  /* What the unlocked look found may be gone by now. */
  cx->was_env = false;
  cx->tree.is_new = true;
  if (!cx->tree.made || tree_is_used (cx->tree.fd))
    {
      bool undone;
      if (tree_undo (cx->tree.fd, &undone) < 0)
        return errno == ENOTEMPTY
               ? pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                                 "it holds an unfinished environment and "
                                 "something that is not of it; move that away, "
                                 "or delete the folder")
               : pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno,
                                 "cannot undo what an unfinished run left; "
                                 "delete the folder");
      if (undone)
        pyvenv_debug (cx, "undid what an unfinished run left in '%s'",
                      cx->env_dir);
      /* What this finds may have changed since it was looked at unlocked. */
      int result = target_check_open (cx, cx->tree.fd, &cx->tree.is_new);
      cx->tree.made &= cx->tree.is_new;
      if (result < 0)
        return -1;
    }
  if (tree_start_journal (cx) < 0)
    return -1;
  if (!cx->tree.is_new && (cx->options & PYVENV_CLEAR) != 0)
    return tree_clear (cx);
  return 0;
}

/* ---- The end --------------------------------------------------------- */

static void
tree_close (pyvenv_context *cx)
{
  cleanup_fd (&cx->tree.journal);
  cleanup_fd (&cx->tree.fd);
  cx->tree.journal = -1;
  cx->tree.fd = -1;
}

int
tree_commit (pyvenv_context *cx)
{
  if (unlinkat (cx->tree.fd, TREE_JOURNAL, 0) < 0)
    return pyvenv_fail (cx, errno, "cannot delete '%s'", TREE_JOURNAL);
  if (cx->tree.has_saved && remove_tree (cx->tree.fd, TREE_SAVED) < 0)
    pyvenv_warn (cx, "what was replaced is still in '%s/%s': %s", cx->env_dir,
                 TREE_SAVED, strerror (errno));
  tree_close (cx);
  return 0;
}

/* Removes ENV_DIR and the parents that this run made, as far as they are
 * empty. */
static void
tree_remove_made (pyvenv_context *cx)
{
  CLEAN_FREE char *path = strdup (cx->env_dir);
  if (path == NULL)
    return;
  if (cx->tree.made && rmdir (path) < 0)
    return;
  for (; cx->tree.made_parents > 0; cx->tree.made_parents--)
    {
      char *slash = strrchr (path, '/');
      *slash = '\0';
      if (rmdir (path) < 0)
        return;
    }
}

void
tree_roll_back (pyvenv_context *cx)
{
  bool undone = true;
  if (cx->tree.journal >= 0
      && tree_undo_journal (cx->tree.fd, cx->tree.journal, &undone) < 0)
    pyvenv_warn (cx, "cannot undo everything in '%s': %s; the next pyvenv on it "
                 "tries again", cx->env_dir, strerror (errno));
  else if (undone)
    tree_remove_made (cx);
  tree_close (cx);
}
