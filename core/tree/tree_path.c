/* tree_path.c: from a path below ENV_DIR to the folder it lies in.
 *
 * What was there before pyvenv came may hold symbolic links, and a path through
 * one of them can lead anywhere.  Such a path is walked one folder at a time;
 * a link is followed as long as what it leads to is below ENV_DIR.  What is
 * opened is what is looked at, so nothing can be exchanged in between. */
#include <config.h>

#include "tree.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#ifdef HAVE_LINUX_OPENAT2_H
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

/* Goes up from FD until there is nothing above. */
int
tree_is_below (int fd, const struct stat *top)
{
  struct stat here, above;
  CLEAN_FD int at = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  if (at < 0 || fstat (at, &here) < 0)
    return -1;
  while (!file_is_same (&here, top))
    {
      int up = openat (at, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
      cleanup_fd (&at);
      at = up;
      if (at < 0 || fstat (at, &above) < 0)
        return -1;
      if (file_is_same (&above, &here))
        return 0;
      here = above;
    }
  return 1;
}

/* Opens the folder NAME of the folder AT. */
static int
path_step (const struct stat *top, int at, const char *name)
{
  int fd = openat (at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0 || (errno != ENOTDIR && errno != ELOOP))
    return fd;

  CLEAN_FD int behind = openat (at, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (behind < 0)
    return -1;
  int below = tree_is_below (behind, top);
  if (below <= 0)
    {
      errno = below == 0 ? ELOOP : errno;
      return -1;
    }
  fd = behind;
  behind = -1;
  return fd;
}

/* Where no link is in the way, one call of the kernel does all steps.  -1 where
 * it does not: what the walk finds then decides. */
static int
path_open_at_once (int root, const char *relpath, size_t length)
{
#if defined HAVE_LINUX_OPENAT2_H && defined SYS_openat2
  char path[PATH_MAX];
  const struct open_how how = {
    .flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
    .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS
  };
  if (length == 0 || length >= sizeof path)
    return -1;
  memcpy (path, relpath, length);
  path[length] = '\0';
  return (int) syscall (SYS_openat2, root, path, &how, sizeof how);
#else
  (void) root;
  (void) relpath;
  (void) length;
  return -1;
#endif
}

int
tree_open_folder (int root, const char *relpath, size_t length)
{
  int whole = path_open_at_once (root, relpath, length);
  if (whole >= 0)
    return whole;

  struct stat top;
  CLEAN_FD int at = fcntl (root, F_DUPFD_CLOEXEC, 0);
  if (at < 0 || fstat (root, &top) < 0)
    return -1;

  for (const char *end = relpath + length; relpath < end;)
    {
      char name[NAME_MAX + 1];
      const char *slash = memchr (relpath, '/', (size_t) (end - relpath));
      size_t part = (size_t) ((slash != NULL ? slash : end) - relpath);
      if (part >= sizeof name)
        {
          errno = ENAMETOOLONG;
          return -1;
        }
      memcpy (name, relpath, part);
      name[part] = '\0';
      relpath += part + (slash != NULL);
      if (part == 0)
        continue;

      int next = path_step (&top, at, name);
      cleanup_fd (&at);
      at = next;
      if (at < 0)
        return -1;
    }
  int fd = at;
  at = -1;
  return fd;
}

DIR *
tree_read_folder (const struct tree *tree, const char *relpath)
{
  CLEAN_FD int at = tree_open_folder (tree->fd, relpath, strlen (relpath));
  return at < 0 ? NULL : folder_open (at, ".");
}

int
tree_place_open (int root, const char *relpath, struct tree_place *ret)
{
  size_t length = strlen (relpath);
  while (length > 0 && relpath[length - 1] == '/')
    length--;
  while (length > 0 && relpath[length - 1] != '/')
    length--;

  *ret = (struct tree_place) { root, relpath + length, -1 };
  if (length == 0)
    return 0;
  ret->fd = ret->opened = tree_open_folder (root, relpath, length);
  return ret->opened < 0 ? -1 : 0;
}

bool
tree_is_plain (const struct tree *tree)
{
  return tree->is_new && tree->is_private && !tree->has_foreign_links;
}

int
tree_place_find (const struct tree *tree, const char *relpath,
                 struct tree_place *ret)
{
  if (!tree_is_plain (tree))
    return tree_place_open (tree->fd, relpath, ret);
  *ret = (struct tree_place) { tree->fd, relpath, -1 };
  return 0;
}

void
tree_place_close (struct tree_place *place)
{
  cleanup_fd (&place->opened);
}
