/* tree_write.c: changes below ENV_DIR.
 *
 * An existing file is never opened for writing: what it is a link of may belong
 * to another environment or interpreter.  It is saved, and replaced by
 * rename. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "context.h"
#include "file.h"
#include "remove.h"
#include "text.h"
#include "tree_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TEMPORARY TREE_SAVED "/new"

/* The part of PATH behind ENV_DIR, or PATH. */
static const char *
tree_strip (const pyvenv_context *cx, const char *path)
{
  size_t length = cx->env_dir != NULL ? strlen (cx->env_dir) : 0;
  if (length > 1 && strncmp (path, cx->env_dir, length) == 0
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
tree_check_path (pyvenv_context *cx, const char **path)
{
  if (context_check_open (cx) < 0)
    return -1;
  const char *relpath = tree_strip (cx, *path);
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
    return pyvenv_fail (cx, 0, "'%s' is pyvenv's own while it works; use "
                        "another name", relpath);
  return bad ? pyvenv_fail (cx, 0, "'%s' is no path inside the environment",
                            relpath) : 0;
}

static int
tree_fail (pyvenv_context *cx, const char *what, const char *relpath)
{
  if (errno == ELOOP)
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                           "cannot %s '%s/%s': a symbolic link in this path "
                           "leads out of the environment", what, cx->env_dir,
                           relpath);
  return pyvenv_fail (cx, errno, "cannot %s '%s/%s'", what, cx->env_dir,
                      relpath);
}

/* The folder for what was saved and for what is not yet in place. */
static int
tree_need_saved (pyvenv_context *cx)
{
  if (cx->tree.has_saved)
    return 0;
  if (mkdirat (cx->tree.fd, TREE_SAVED, 0700) < 0 && errno != EEXIST)
    return tree_fail (cx, "create", TREE_SAVED);
  cx->tree.has_saved = true;
  return 0;
}

int
tree_will_create (pyvenv_context *cx, const char *relpath)
{
  return tree_record (cx, 'C', 0, relpath);
}

int
tree_will_create_scratch (pyvenv_context *cx, const char *prefix,
                          char name[64])
{
  file_temporary_name (name, prefix);
  return tree_will_create (cx, name);
}

/* Picks the name for what is to be saved and records it. */
static int
tree_saved_name (pyvenv_context *cx, const char *relpath, char *name,
                 size_t size)
{
  if (tree_need_saved (cx) < 0)
    return -1;
  unsigned number = cx->tree.count++;
  snprintf (name, size, "%s/%u", TREE_SAVED, number);
  return tree_record (cx, 'S', number, relpath);
}

int
tree_set_aside (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  char saved[64];
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (cx, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? tree_will_create (cx, relpath)
           : tree_fail (cx, "look at", relpath);
  if (tree_saved_name (cx, relpath, saved, sizeof saved) < 0)
    return -1;
  if (renameat (place.fd, place.name, cx->tree.fd, saved) < 0)
    return tree_fail (cx, "move aside", relpath);
  return 0;
}

int
tree_save (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  char saved[64];
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (cx->tree.is_new)
    return tree_need_saved (cx) < 0 ? -1 : tree_will_create (cx, relpath);
  if (tree_place_find (cx, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno != ENOENT ? tree_fail (cx, "look at", relpath)
           : tree_need_saved (cx) < 0 ? -1 : tree_will_create (cx, relpath);
  if (S_ISDIR (st.st_mode))
    {
      errno = EISDIR;
      return tree_fail (cx, "replace", relpath);
    }
  if (tree_saved_name (cx, relpath, saved, sizeof saved) < 0)
    return -1;
  if (linkat (place.fd, place.name, cx->tree.fd, saved, 0) == 0)
    return 0;

  /* Where there are no hard links the file is gone for a moment. */
  if (renameat (place.fd, place.name, cx->tree.fd, saved) < 0)
    return tree_fail (cx, "move aside", relpath);
  return 0;
}

/* ---- Folders --------------------------------------------------------- */

/* Makes one folder, whose parent exists.  A link to a folder inside the
 * environment will do, any other thing is in the way; nothing is recorded as
 * created that is there already. */
static int
tree_make_one (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (cx, relpath, &place) < 0)
    return tree_fail (cx, "create the folder", relpath);
  if (!tree_is_plain (cx))
    {
      if (fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0)
        {
          CLEAN_FD int fd = tree_open_folder (cx->tree.fd, relpath,
                                              strlen (relpath));
          return fd >= 0 ? 0 : tree_fail (cx, "create the folder", relpath);
        }
      if (errno != ENOENT)
        return tree_fail (cx, "create the folder", relpath);
    }
  if (tree_will_create (cx, relpath) < 0)
    return -1;
  if (mkdirat (place.fd, place.name, 0777) == 0)
    return 0;
  if (errno == EEXIST && fstatat (place.fd, place.name, &st, 0) == 0
      && S_ISDIR (st.st_mode))
    return 0;
  return tree_fail (cx, "create the folder", relpath);
}

/* Makes the folder RELPATH, or with PARENTS_ONLY the ones above it. */
static int
tree_make_path (pyvenv_context *cx, const char *relpath, bool parents_only)
{
  CLEAN_FREE char *path = strdup (relpath);
  if (path == NULL)
    return context_no_memory (cx);
  for (char *slash = path; (slash = strchr (slash, '/')) != NULL; slash++)
    {
      *slash = '\0';
      if (tree_make_one (cx, path) < 0)
        return -1;
      *slash = '/';
    }
  return parents_only ? 0 : tree_make_one (cx, path);
}

int
pyvenv_make_dir (pyvenv_context *cx, const char *relpath)
{
  if (tree_check_path (cx, &relpath) < 0)
    return -1;
  return tree_make_path (cx, relpath, false);
}

/* ---- Files and links ------------------------------------------------- */

/* Puts TEMPORARY in place of RELPATH, which is saved. */
static int
tree_publish (pyvenv_context *cx, const char *relpath)
{
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_find (cx, relpath, &place) == 0
      && renameat (cx->tree.fd, TEMPORARY, place.fd, place.name) == 0)
    return 0;
  int result = tree_fail (cx, "replace", relpath);
  unlinkat (cx->tree.fd, TEMPORARY, 0);
  return result;
}

/* Creates RELPATH, or what replaces it, with CREATE; that answers -1 with
 * EEXIST or ENOENT as the system call does.  In a new environment the first try
 * is the name itself. */
static int
tree_place (pyvenv_context *cx, const char *relpath,
            int (*create) (pyvenv_context *cx, const char *path,
                           const void *what), const void *what)
{
  if (tree_is_plain (cx))
    {
      if (tree_will_create (cx, relpath) < 0)
        return -1;
      if (create (cx, relpath, what) == 0)
        return 0;
      if (errno == ENOENT && strchr (relpath, '/') != NULL)
        {
          if (tree_make_path (cx, relpath, true) < 0)
            return -1;
          if (create (cx, relpath, what) == 0)
            return 0;
        }
      if (errno != EEXIST)
        return tree_fail (cx, "create", relpath);
    }
  else if (tree_make_path (cx, relpath, true) < 0)
    return -1;

  if (tree_save (cx, relpath) < 0)
    return -1;
  unlinkat (cx->tree.fd, TEMPORARY, 0);
  if (create (cx, TEMPORARY, what) < 0)
    return tree_fail (cx, "create", relpath);
  return tree_publish (cx, relpath);
}

/* A file that cannot be completed is deleted, so that nothing half written is
 * ever taken for done. */
static int
tree_give_up (pyvenv_context *cx, const char *path)
{
  int saved = errno;
  unlinkat (cx->tree.fd, path, 0);
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
tree_create_file (pyvenv_context *cx, const char *path, const void *what)
{
  const struct tree_content *content = what;
  mode_t mode = content->mode != 0 ? content->mode : 0666;
  CLEAN_FD int fd = openat (cx->tree.fd, path, O_WRONLY | O_CREAT | O_EXCL
                                               | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0)
    return -1;
  if ((content->bytes != NULL
       ? file_write_all (fd, content->bytes, content->length)
       : file_copy (content->source, fd)) < 0)
    return tree_give_up (cx, path);

  /* A mode that was asked for holds whatever the umask. */
  if (content->mode != 0 && (content->mode & ~cx->tree.mode) != 0
      && fchmod (fd, content->mode) < 0)
    return tree_give_up (cx, path);
  return 0;
}

int
pyvenv_write_file (pyvenv_context *cx, const char *relpath, const void *data,
                   size_t length, unsigned mode)
{
  const struct tree_content content = { length > 0 ? data : "", length, -1,
                                        mode & 0777 };
  if (tree_check_path (cx, &relpath) < 0)
    return -1;
  return tree_place (cx, relpath, tree_create_file, &content);
}

int
tree_copy (pyvenv_context *cx, const char *source, const char *relpath,
           mode_t mode)
{
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (*source != '/' && tree_place_open (cx->tree.fd, relpath, &place) < 0)
    return tree_fail (cx, "copy to", relpath);
  CLEAN_FD int fd = openat (place.fd, source, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &st) < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", source);
  const struct tree_content content
    = { NULL, 0, fd, mode != 0 ? mode : st.st_mode & 0777 };
  return tree_place (cx, relpath, tree_create_file, &content);
}

static int
tree_create_link (pyvenv_context *cx, const char *path, const void *what)
{
  return symlinkat (what, cx->tree.fd, path);
}

int
tree_symlink (pyvenv_context *cx, const char *target, const char *relpath)
{
  return tree_place (cx, relpath, tree_create_link, target);
}

int
tree_link_or_copy (pyvenv_context *cx, const char *source,
                   const char *relpath, mode_t mode)
{
  if (!cx->is_copy)
    {
      if (tree_symlink (cx, source, relpath) == 0)
        return 0;
      /* A file system that knows no links need not be asked again. */
      cx->is_copy = errno == EPERM || errno == EOPNOTSUPP;
      pyvenv_warn (cx, "cannot link '%s' to '%s', copying it instead: %s",
                   relpath, source, pyvenv_last_error (cx));
      pyvenv_clear_error (cx);
    }
  return tree_copy (cx, source, relpath, mode);
}

int
pyvenv_link_or_copy (pyvenv_context *cx, const char *src, const char *relpath)
{
  if (tree_check_path (cx, &relpath) < 0)
    return -1;
  cx->tree.has_guests = true;
  return tree_link_or_copy (cx, src, relpath, 0);
}

int
pyvenv_remove (pyvenv_context *cx, const char *relpath)
{
  if (tree_check_path (cx, &relpath) < 0)
    return -1;

  /* Also in a new environment there may be a link by now: a plugin's, or one
   * that was installed. */
  struct stat st;
  CLEAN_PLACE struct tree_place place = TREE_PLACE_NONE;
  if (tree_place_open (cx->tree.fd, relpath, &place) < 0
      || fstatat (place.fd, place.name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0 : tree_fail (cx, "look at", relpath);
  if (!cx->tree.is_new)
    return tree_set_aside (cx, relpath);
  return remove_tree (place.fd, place.name) < 0
         ? tree_fail (cx, "delete", relpath) : 0;
}
