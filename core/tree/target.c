/* target.c: may ENV_DIR be used? */
#include <config.h>

#include "target.h"

#include "arena.h"
#include "cfg.h"
#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "mounts.h"
#include "system.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/stat.h>

static int
target_refuse (struct tree *tree, const char *why)
{
  return report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0, "%s", why);
}

/* The same where errno says why. */
static int
target_fail (struct tree *tree, const char *what)
{
  return report_fail_as (tree->report, PYVENV_ERROR_TARGET, errno, "%s", what);
}

int
target_count (int fd)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL)
    return -1;

  int count = 0;
  errno = 0;
  while (count < 2 && folder_next (dir) != NULL)
    count++;
  return errno == 0 ? count : -1;
}

/* Whether the entries that getdents64(2) put into the LENGTH bytes are "." and
 * ".." alone. */
#ifdef HAVE_GETDENTS64
static bool
target_holds_nothing (const char *entries, size_t length)
{
  for (size_t at = 0; at < length;)
    {
      const struct dirent64 *entry = (const void *) (entries + at);
      if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
        return false;
      at += entry->d_reclen;
    }
  return true;
}
#endif

bool
target_is_unused (int fd)
{
#ifdef HAVE_GETDENTS64
  /* Without a copy of the descriptor: every environment comes along here. */
  _Alignas (struct dirent64) char entries[1024];
  ssize_t got;
  while ((got = getdents64 (fd, entries, sizeof entries)) > 0)
    if (!target_holds_nothing (entries, (size_t) got))
      return false;
  return got == 0;
#else
  return target_count (fd) == 0;
#endif
}

/* Only root is asked for more than the right to write: any other user has no
 * more power than the one who made the folder gave. */
int
target_check_owner (struct tree *tree, const struct stat *dir)
{
  if ((tree->options & PYVENV_FORCE) != 0 || geteuid () != 0)
    return 0;
  if (dir->st_uid != 0)
    return target_refuse (tree, "it belongs to another user, who could exchange "
                          "what root writes in it; run pyvenv as that user, or "
                          "add --force");
  /* A folder that this run made has the mode that its umask gave. */
  if (!tree->made && ((dir->st_mode & S_IWOTH) != 0
                      || ((dir->st_mode & S_IWGRP) != 0 && dir->st_gid != 0)))
    return target_refuse (tree, "other users may write in it, and could exchange "
                          "what root writes in it; take that right from them, or "
                          "add --force");
  return 0;
}

/* Whether FD is an environment: that has a regular pyvenv.cfg with a key `home` (PEP
 * 405).  -1 with errno where it cannot be read. */
static int
target_is_env (int fd)
{
  size_t length;
  CLEAN_FREE char *bytes = file_read (fd, "pyvenv.cfg", 64 << 10, &length);
  if (bytes == NULL)
    return errno == ENOENT || errno == ELOOP || errno == EINVAL
           || errno == EFBIG || errno == ENXIO ? 0 : -1;

  CLEAN_ARENA struct arena arena = { 0 };
  struct cfg cfg = { 0 };
  bool is_env = cfg_parse (&cfg, &arena, bytes, length) == 0
                && cfg_get (&cfg, "home") != NULL;
  cfg_release (&cfg);
  return is_env;
}

static bool
target_is_empty_file (int fd, const char *name)
{
  struct stat st;
  return fstatat (fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0
    && S_ISREG (st.st_mode) && st.st_size == 0;
}

/* Whether NAME, in bin, is of those that pyvenv writes; any other may be empty. */
static bool
target_writes (const char *name)
{
  return strncasecmp (name, "activate", strlen ("activate")) == 0
    || strncmp (name, "pip", strlen ("pip")) == 0;
}

/* What a power cut has left empty of the files that pyvenv writes, in NAME; false if
 * nothing is. */
static bool
target_torn (int fd, char name[NAME_MAX + 8])
{
  static const char *const names[] = { "pyvenv.cfg", ".gitignore" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (target_is_empty_file (fd, names[i]))
      {
        snprintf (name, NAME_MAX + 8, "%s", names[i]);
        return true;
      }

  CLEAN_DIR DIR *bin = folder_open (fd, "bin");
  const struct dirent *entry;
  while (bin != NULL && (entry = folder_next (bin)) != NULL)
    if (target_writes (entry->d_name)
        && target_is_empty_file (dirfd (bin), entry->d_name))
      {
        snprintf (name, NAME_MAX + 8, "bin/%s", entry->d_name);
        return true;
      }
  return false;
}

/* Whether the folder ST is PATH or one above it; also where that cannot be told,
 * since what asks deletes.  Folders that this user may not enter, as another user's
 * HOME, cannot be emptied either. */
static bool
target_holds (const struct stat *st, const char *path)
{
  CLEAN_FD int fd = open (path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return errno != ENOENT && errno != ENOTDIR && errno != EACCES;
  int below = tree_is_below (fd, st);
  return below > 0 || (below < 0 && errno != EACCES);
}

/* --clear deletes; what no one can mean is refused even with --force. */
static int
target_check_clear (struct tree *tree, int fd)
{
  struct stat st, root;
  const char *home = secure_getenv ("HOME");

  if (fstat (fd, &st) < 0)
    return target_fail (tree, "cannot look at it");
  if (stat ("/", &root) == 0 && file_is_same (&st, &root))
    return target_refuse (tree, "--clear never empties the root folder");
  if (target_holds (&st, "."))
    return target_refuse (tree, "--clear never empties the working directory "
                          "or a folder above it; go elsewhere first");
  if (home != NULL && *home != '\0' && target_holds (&st, home))
    return target_refuse (tree, "--clear never empties the home folder or a "
                          "folder above it");
  char torn[NAME_MAX + 8];
  bool is_env = tree->was_env || (target_torn (fd, torn)
                                  && faccessat (fd, "bin/python", F_OK,
                                                AT_SYMLINK_NOFOLLOW) == 0);
  if (!is_env && (tree->options & PYVENV_FORCE) == 0)
    return target_refuse (tree, "it is not an environment, so --clear would "
                          "delete something else (--force does it all the "
                          "same)");
  int met = mounts_below (fd);
  if (met == 0 && folder_look_below (fd) < 0)
    met = errno == EBUSY ? 1 : -1;
  if (met < 0)
    return target_fail (tree, "cannot look at all that is below it");
  if (met > 0)
    return target_refuse (tree, "something is mounted below it, and --clear "
                          "does not cross mounts");
  return 0;
}

int
target_check_open (struct tree *tree, int fd, bool *is_empty)
{
  int count = target_count (fd);
  if (count < 0)
    return target_fail (tree, "cannot read it");
  if (tree->journal >= 0)
    count--;
  *is_empty = count == 0;
  if (count == 0)
    return 0;

  int is_env = target_is_env (fd);
  if (is_env < 0)
    return target_fail (tree, "cannot read its pyvenv.cfg");
  tree->was_env = is_env > 0;
  if ((tree->options & PYVENV_CLEAR) != 0)
    return target_check_clear (tree, fd);
  if ((tree->options & PYVENV_ALLOW_EXISTING) != 0)
    return 0;
  char torn[NAME_MAX + 8];
  if (target_torn (fd, torn))
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0, "it is not "
                           "whole: '%s' is empty, as after a power cut (--clear "
                           "makes it anew)", torn);
  if ((tree->options & PYVENV_UPGRADE) != 0)
    return tree->was_env ? 0
           : target_refuse (tree, "it is not empty and not an environment, so there "
                            "is nothing to upgrade (--allow-existing puts one "
                            "into it)");
  return target_refuse (tree, tree->was_env
                        ? "it exists and is not empty (--clear empties it, "
                        "--upgrade keeps it)"
                        : "it exists, is not empty, and is not an environment "
                        "(--allow-existing makes one in it)");
}

int
target_check (struct tree *tree)
{
  struct stat st;
  if (lstat (tree->env_dir, &st) < 0)
    return errno == ENOENT ? 0 : target_explain (tree, errno);
  if (S_ISLNK (st.st_mode))
    return target_refuse (tree, "it is a symbolic link; name the folder it is "
                          "to point to");
  if (!S_ISDIR (st.st_mode))
    return target_refuse (tree, "it exists and is not a folder (name another "
                          "place, or move it away)");

  CLEAN_FD int fd = open (tree->env_dir,
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return target_fail (tree, "cannot open it");

  if (fstat (fd, &st) < 0)
    return target_fail (tree, "cannot look at it");
  if (target_check_owner (tree, &st) < 0)
    return -1;

  /* While another run works on the folder, what it holds says nothing; and what
   * a killed run left is undone once the folder is locked.  tree_begin looks
   * again. */
  if ((flock (fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK)
      || faccessat (fd, TREE_JOURNAL, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return 0;
  bool is_empty;
  return target_check_open (tree, fd, &is_empty);
}
