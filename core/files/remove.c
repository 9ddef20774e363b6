/* remove.c: deleting whole folders without leaving them.
 *
 * However deep they are, two descriptors do: the way back up is "..", and what
 * is opened there must be the folder that the way down came from. */
#include <config.h>

#include "remove.h"

#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "vector.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

DEFINE_VECTOR (remove_folders, struct stat);

struct remove_walk {
  DIR *dir;                     /* the folder that is being emptied */
  struct stat here;             /* its status */
  struct stat emptied;          /* of the one below it that was emptied last */
  struct remove_folders above;  /* the folders above it, the top first */
  bool allowed;                 /* it was made writable */
};

/* A folder that its owner made read-only is emptied all the same. */
static int
remove_allow (struct remove_walk *walk)
{
  if (walk->allowed
      || fchmod (dirfd (walk->dir), (walk->here.st_mode & 07777) | 0700) < 0)
    {
      errno = EACCES;
      return -1;
    }
  walk->allowed = true;
  return 0;
}

/* Goes on in the folder FD, whose status is ST; FD belongs to the walk then. */
static int
remove_enter (struct remove_walk *walk, int fd, const struct stat *st)
{
  DIR *dir = fdopendir (fd);
  if (dir == NULL)
    return -1;
  cleanup_dir (&walk->dir);
  walk->dir = dir;
  walk->here = *st;
  walk->allowed = false;
  return 0;
}

/* Goes down into the folder NAME, which is not empty. */
static int
remove_descend (struct remove_walk *walk, const char *name)
{
  struct stat st;
  CLEAN_FD int sub = openat (dirfd (walk->dir), name, O_RDONLY | O_DIRECTORY
                                                      | O_NOFOLLOW | O_CLOEXEC);
  if (sub < 0 || fstat (sub, &st) < 0)
    return -1;
  if (folder_is_mount (dirfd (walk->dir), sub))
    {
      errno = EBUSY;
      return -1;
    }
  /* Somebody else fills it. */
  if (file_is_same (&st, &walk->emptied))
    {
      errno = ENOTEMPTY;
      return -1;
    }

  struct stat here = walk->here;
  if (remove_folders_reserve (&walk->above, 1) < 0
      || remove_enter (walk, sub, &st) < 0)
    return -1;
  sub = -1;
  return remove_folders_append (&walk->above, here);
}

/* Goes back up from a folder that was emptied. */
static int
remove_ascend (struct remove_walk *walk)
{
  struct stat st;
  CLEAN_FD int up = openat (dirfd (walk->dir), "..", O_RDONLY | O_DIRECTORY
                                                     | O_CLOEXEC);
  if (up < 0 || fstat (up, &st) < 0)
    return -1;
  if (!file_is_same (&st, &walk->above.items[walk->above.count - 1]))
    {
      errno = ESTALE;
      return -1;
    }
  walk->emptied = walk->here;
  if (remove_enter (walk, up, &st) < 0)
    return -1;
  up = -1;
  walk->above.count--;
  return 0;
}

/* Deletes ENTRY, or goes down into it. */
static int
remove_entry (struct remove_walk *walk, const struct dirent *entry)
{
  int fd = dirfd (walk->dir);
  bool is_folder = entry->d_type == DT_DIR;
  if (!is_folder)
    {
      if (unlinkat (fd, entry->d_name, 0) == 0 || errno == ENOENT)
        return 0;
      /* Linux says EISDIR of a folder, POSIX allows EPERM. */
      if (errno == EACCES)
        return remove_allow (walk) < 0 ? -1 : remove_entry (walk, entry);
      if (errno != EISDIR && errno != EPERM)
        return -1;
    }

  int saved = errno;
  if (unlinkat (fd, entry->d_name, AT_REMOVEDIR) == 0 || errno == ENOENT)
    return 0;
  if (errno == ENOTEMPTY || errno == EEXIST)
    return remove_descend (walk, entry->d_name);
  if (errno == EACCES)
    return remove_allow (walk) < 0 ? -1 : remove_entry (walk, entry);
  if (errno == ENOTDIR && !is_folder)
    errno = saved;
  return -1;
}

/* Empties the folder that WALK has entered. */
static int
remove_all (struct remove_walk *walk, const char *keep)
{
  for (;;)
    {
      const struct dirent *entry = folder_next (walk->dir);
      if (entry == NULL && errno != 0)
        return -1;
      if (entry == NULL && walk->above.count == 0)
        return 0;
      if (entry == NULL)
        {
          if (remove_ascend (walk) < 0)
            return -1;
        }
      else if ((walk->above.count > 0 || keep == NULL
                || strcmp (entry->d_name, keep) != 0)
               && remove_entry (walk, entry) < 0)
        return -1;
    }
}

/* Empties the folder DIR, which is closed, and may be NULL for errno. */
static int
remove_from (DIR *dir, const char *keep)
{
  struct remove_walk walk = { .dir = dir };
  int result = dir == NULL || fstat (dirfd (dir), &walk.here) < 0 ? -1
               : remove_all (&walk, keep);
  cleanup_dir (&walk.dir);
  remove_folders_release (&walk.above);
  return result;
}

int
remove_entries (int fd, const char *keep)
{
  return remove_from (folder_open (fd, "."), keep);
}

int
remove_tree (int fd, const char *name)
{
  if (unlinkat (fd, name, 0) == 0 || errno == ENOENT)
    return 0;
  if (errno != EISDIR && errno != EPERM)
    return -1;

  int saved = errno;
  DIR *dir = folder_open (fd, name);
  if (dir == NULL)
    {
      errno = errno == ENOTDIR || errno == ELOOP ? saved : errno;
      return -1;
    }
  if (folder_is_mount (fd, dirfd (dir)))
    {
      closedir (dir);
      errno = EBUSY;
      return -1;
    }
  return remove_from (dir, NULL) < 0 ? -1 : unlinkat (fd, name, AT_REMOVEDIR);
}
