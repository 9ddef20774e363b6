/* tree_write.c: changes below ENV_DIR.
 *
 * An existing file is never opened for writing: what it is a link of may belong
 * to another environment or interpreter.  It is saved, and replaced by
 * rename. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "remove.h"
#include "text.h"
#include "tree_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* In TREE_SAVED. */
#define TEMPORARY "new"

/* The part of PATH behind ENV_DIR, or PATH. */
static const char *
tree_strip (const struct tree *tree, const char *path)
{
  size_t length = tree->env_dir != NULL ? strlen (tree->env_dir) : 0;
  if (length > 1 && strncmp (path, tree->env_dir, length) == 0
      && path[length] == '/')
    return path + length + strspn (path + length, "/");
  return path;
}

/* Whether RELPATH is, or is below, what the core needs to undo a run. */
static bool
tree_is_own (const char *relpath)
{
  static const char *const own[] = { TREE_JOURNAL, TREE_SAVED };
  size_t length = strcspn (relpath, "/");
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
    if (strlen (own[i]) == length && memcmp (relpath, own[i], length) == 0)
      return true;
  return false;
}

int
tree_check_path (struct tree *tree, const char **path)
{
  const char *relpath = tree_strip (tree, *path);
  bool bad = *relpath == '\0' || *relpath == '/'
             || string_has_control (relpath);
  for (const char *at = relpath; !bad && *at != '\0'; at += strspn (at, "/"))
    {
      size_t length = strcspn (at, "/");
      bad = (length == 2 && at[0] == '.' && at[1] == '.')
            || (length == 1 && at[0] == '.');
      at += length;
    }
  *path = relpath;
  if (tree_is_own (relpath))
    return report_fail (tree->report, 0, "'%s' is pyvenv's own while it works; "
                        "use another name", relpath);
  return bad ? report_fail (tree->report, 0, "'%s' is not a path inside "
                            "the environment", relpath) : 0;
}

int
tree_fail (struct tree *tree, const char *what, const char *relpath)
{
  if (errno == ELOOP)
    return report_fail_as (tree->report, PYVENV_ERROR_TARGET, 0,
                           "cannot %s '%s/%s': a symbolic link in this path "
                           "leads out of the environment", what, tree->env_dir,
                           relpath);
  return report_fail (tree->report, errno, "cannot %s '%s/%s'", what,
                      tree->env_dir, relpath);
}

/* ---- Folders --------------------------------------------------------- */

/* RELPATH is there: is it a folder, or does it lead to one below ENV_DIR? */
static int
tree_accept_folder (struct tree *tree, const char *relpath)
{
  CLEAN_FD int fd = tree_open_folder (tree->fd, relpath, strlen (relpath));
  return fd >= 0 ? 0 : tree_fail (tree, "create the folder", relpath);
}

/* Makes one folder, whose parent exists.  A link to a folder inside the
 * environment will do, any other thing is in the way; nothing is recorded as
 * created that is there already. */
static int
tree_make_one (struct tree *tree, const char *relpath)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (tree, relpath, &place) < 0)
    return tree_fail (tree, "create the folder", relpath);
  if (!tree_is_plain (tree))
    {
      if (fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0)
        return tree_accept_folder (tree, relpath);
      if (errno != ENOENT)
        return tree_fail (tree, "create the folder", relpath);
    }
  if (tree_will_create (tree, relpath) < 0)
    return -1;
  if (mkdirat (place.fd, place.name, 0777) == 0)
    return 0;
  if (errno == EEXIST)
    return tree_accept_folder (tree, relpath);
  return tree_fail (tree, "create the folder", relpath);
}

/* Makes the folder RELPATH, or with PARENTS_ONLY the ones above it. */
static int
tree_make_path (struct tree *tree, const char *relpath, bool parents_only)
{
  CLEAN_FREE char *path = strdup (relpath);
  if (path == NULL)
    return report_no_memory (tree->report);
  for (char *slash = path; (slash = strchr (slash, '/')) != NULL; slash++)
    {
      *slash = '\0';
      if (tree_make_one (tree, path) < 0)
        return -1;
      *slash = '/';
    }
  return parents_only ? 0 : tree_make_one (tree, path);
}

int
tree_make_dir (struct tree *tree, const char *relpath)
{
  return tree_make_path (tree, relpath, false);
}

/* ---- Files and links ------------------------------------------------- */

/* Puts TEMPORARY in place of RELPATH, which is saved. */
static int
tree_publish (struct tree *tree, const char *relpath)
{
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (tree, relpath, &place) == 0
      && renameat (tree->saved, TEMPORARY, place.fd, place.name) == 0)
    return 0;
  int result = tree_fail (tree, "replace", relpath);
  unlinkat (tree->saved, TEMPORARY, 0);
  return result;
}

/* Creates RELPATH, or what replaces it, with CREATE; that makes PATH below the
 * folder FD, and answers -1 with EEXIST or ENOENT as the system call does.  In a new environment the first try
 * is the name itself. */
static int
tree_place (struct tree *tree, const char *relpath,
            int (*create) (const struct tree *tree, int fd, const char *path,
                           const void *what), const void *what)
{
  if (tree_is_plain (tree))
    {
      if (tree_will_create (tree, relpath) < 0)
        return -1;
      if (create (tree, tree->fd, relpath, what) == 0)
        return 0;
      if (errno == ENOENT && strchr (relpath, '/') != NULL)
        {
          if (tree_make_path (tree, relpath, true) < 0)
            return -1;
          if (create (tree, tree->fd, relpath, what) == 0)
            return 0;
        }
      if (errno != EEXIST)
        return tree_fail (tree, "create", relpath);
    }
  else if (tree_make_path (tree, relpath, true) < 0)
    return -1;

  if (tree_save (tree, relpath) < 0)
    return -1;
  unlinkat (tree->saved, TEMPORARY, 0);
  if (create (tree, tree->saved, TEMPORARY, what) < 0)
    return tree_fail (tree, "create", relpath);
  return tree_publish (tree, relpath);
}

/* A file that cannot be completed is deleted, so that nothing half written is
 * ever taken for done. */
static int
tree_give_up (int dir_fd, const char *path)
{
  int saved = errno;
  unlinkat (dir_fd, path, 0);
  errno = saved == EEXIST || saved == ENOENT ? EIO : saved;
  return -1;
}

struct tree_content {
  const void *bytes;
  size_t length;
  int source;                   /* copied from here where BYTES is NULL */
  mode_t mode;                  /* 0: 0666 & ~umask */
};

static int
tree_create_file (const struct tree *tree, int dir_fd, const char *path,
                  const void *what)
{
  const struct tree_content *content = what;
  mode_t mode = content->mode != 0 ? content->mode : 0666;
  CLEAN_FD int fd = openat (dir_fd, path, O_WRONLY | O_CREAT | O_EXCL
                                          | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0)
    return -1;
  if ((content->bytes != NULL
       ? file_write_all (fd, content->bytes, content->length)
       : file_copy (content->source, fd)) < 0)
    return tree_give_up (dir_fd, path);

  /* A mode that was asked for holds whatever the umask. */
  if (content->mode != 0 && (content->mode & ~tree->mode) != 0
      && fchmod (fd, content->mode) < 0)
    return tree_give_up (dir_fd, path);
  return file_close (&fd) < 0 ? tree_give_up (dir_fd, path) : 0;
}

int
tree_write_file (struct tree *tree, const char *relpath, const void *data,
                 size_t length, mode_t mode)
{
  const struct tree_content content = { length > 0 ? data : "", length, -1,
                                        mode };
  return tree_place (tree, relpath, tree_create_file, &content);
}

int
tree_copy (struct tree *tree, const char *source, const char *relpath,
           mode_t mode)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (*source != '/' && tree_place_open (tree->fd, relpath, &place) < 0)
    return tree_fail (tree, "copy to", relpath);
  /* Where others can write, a link may lead to what they may not read. */
  int follow = *source == '/' || tree->is_private ? 0 : O_NOFOLLOW;
  CLEAN_FD int fd = openat (place.fd, source, O_RDONLY | O_CLOEXEC | follow);
  if (fd < 0 || fstat (fd, &st) < 0)
    return report_fail (tree->report, errno, "cannot read '%s'", source);
  const struct tree_content content
    = { NULL, 0, fd, mode != 0 ? mode : st.st_mode & 0777 };
  return tree_place (tree, relpath, tree_create_file, &content);
}

static int
tree_create_link (const struct tree *tree, int dir_fd, const char *path,
                  const void *what)
{
  (void) tree;
  return symlinkat (what, dir_fd, path);
}

int
tree_symlink (struct tree *tree, const char *target, const char *relpath)
{
  return tree_place (tree, relpath, tree_create_link, target);
}

bool
tree_has_no_links (int err)
{
  return err == EPERM || err == EOPNOTSUPP || err == ENOSYS;
}

int
tree_link_or_copy (struct tree *tree, const char *source,
                   const char *relpath, mode_t mode)
{
  if (!tree->copies)
    {
      if (tree_symlink (tree, source, relpath) == 0)
        return 0;
      if (!tree_has_no_links (errno))
        return -1;
      tree->copies = true;
      report_warn (tree->report, "cannot link '%s' to '%s', copying it "
                   "instead: %s", relpath, source, report_text (tree->report));
      report_clear (tree->report);
    }
  return tree_copy (tree, source, relpath, mode);
}

int
tree_remove (struct tree *tree, const char *relpath)
{
  /* Also in a new environment there may be a link by now: a plugin's, or one
   * that was installed. */
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_open (tree->fd, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0 : tree_fail (tree, "look at", relpath);
  if (!tree->is_new)
    return tree_set_aside (tree, relpath);
  return remove_tree (place.fd, place.name) < 0
         ? tree_fail (tree, "delete", relpath) : 0;
}
