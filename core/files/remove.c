/* remove.c: deleting whole folders without leaving them. */
#include <config.h>

#include "remove.h"

#include "cleanup.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* Bind mounts have the device number of what they show, so the kernel is asked
 * for the mount point where it can tell. */
static bool
remove_is_mount (int parent, int child)
{
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx stx;
  if (statx (child, "", AT_EMPTY_PATH, 0, &stx) == 0
      && (stx.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    return (stx.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#endif
  struct stat above, below;
  return fstat (parent, &above) == 0 && fstat (child, &below) == 0
         && above.st_dev != below.st_dev;
}

/* A folder that its owner made read-only is deleted all the same. */
static int
remove_allow (int fd)
{
  struct stat st;
  if (fstat (fd, &st) < 0 || fchmod (fd, (st.st_mode & 07777) | 0700) < 0)
    {
      errno = EACCES;
      return -1;
    }
  return 0;
}

int
remove_entries (int fd, const char *keep)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL)
    return -1;

  struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    if ((keep == NULL || strcmp (entry->d_name, keep) != 0)
        && remove_tree (dirfd (dir), entry->d_name) < 0)
      return -1;
  return errno == 0 ? 0 : -1;
}

int
remove_tree (int fd, const char *name)
{
  if (unlinkat (fd, name, 0) == 0 || errno == ENOENT)
    return 0;
  /* Linux says EISDIR of a folder, POSIX allows EPERM. */
  if (errno != EISDIR && errno != EPERM)
    return -1;

  int saved = errno;
  CLEAN_FD int sub = openat (fd, name,
                             O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (sub < 0)
    {
      errno = errno == ENOTDIR || errno == ELOOP ? saved : errno;
      return -1;
    }
  if (remove_is_mount (fd, sub))
    {
      errno = EBUSY;
      return -1;
    }
  if (remove_entries (sub, NULL) < 0
      && (errno != EACCES || remove_allow (sub) < 0
          || remove_entries (sub, NULL) < 0))
    return -1;
  return unlinkat (fd, name, AT_REMOVEDIR);
}

int
remove_meets_mount (int fd)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL)
    return -1;

  struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    {
      if (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN)
        continue;
      CLEAN_FD int sub = openat (dirfd (dir), entry->d_name,
                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                 | O_CLOEXEC);
      if (sub < 0)
        {
          if (errno == ENOTDIR || errno == ELOOP || errno == ENOENT)
            continue;
          return -1;
        }
      int met = remove_is_mount (dirfd (dir), sub) ? 1
                : remove_meets_mount (sub);
      if (met != 0)
        return met;
    }
  return errno == 0 ? 0 : -1;
}
