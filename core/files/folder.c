/* folder.c: what is in a folder. */
#include <config.h>

#include "folder.h"

#include "cleanup.h"
#include "vector.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

DIR *
folder_open (int fd, const char *name)
{
  int sub = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = sub < 0 ? NULL : fdopendir (sub);
  if (dir == NULL)
    cleanup_fd (&sub);
  return dir;
}

struct dirent *
folder_next (DIR *dir)
{
  struct dirent *entry;
  do
    {
      errno = 0;
      entry = readdir (dir);
    }
  while (entry != NULL && (strcmp (entry->d_name, ".") == 0
                           || strcmp (entry->d_name, "..") == 0));
  return entry;
}

/* Bind mounts have the device number of what they show, so the kernel is asked
 * for the mount point where it can tell. */
bool
folder_is_mount (int parent, int child)
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

/* Adds the folders in DIR to NAMES. */
static int
folder_names (DIR *dir, struct arena *arena, struct string_vector *names)
{
  const struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)
      {
        const char *name = arena_copy (arena, entry->d_name);
        if (name == NULL || string_vector_append (names, name) < 0)
          return -1;
      }
  return errno == 0 ? 0 : -1;
}

/* Opens the folder NAME of the folder AT, or with NULL the one above it. */
static DIR *
folder_step (DIR *at, const char *name)
{
  if (name == NULL)
    return folder_open (dirfd (at), "..");
  DIR *next = folder_open (dirfd (at), name);
  if (next == NULL || !folder_is_mount (dirfd (at), dirfd (next)))
    return next;
  closedir (next);
  errno = EBUSY;
  return NULL;
}

/* What is still to be looked at waits in NAMES; NULL stands for the way back up,
 * so that one descriptor for the present folder will do. */
static int
folder_look (DIR **at, struct arena *arena, struct string_vector *names)
{
  if (folder_names (*at, arena, names) < 0)
    return -1;
  while (names->count > 0)
    {
      const char *name = names->items[--names->count];
      DIR *next = folder_step (*at, name);
      if (next == NULL && name != NULL
          && (errno == ENOTDIR || errno == ELOOP || errno == ENOENT))
        continue;
      if (next == NULL)
        return -1;
      cleanup_dir (at);
      *at = next;
      if (name != NULL && (string_vector_append (names, NULL) < 0
                           || folder_names (*at, arena, names) < 0))
        return -1;
    }
  return 0;
}

int
folder_look_below (int fd)
{
  CLEAN_ARENA struct arena arena = { 0 };
  struct string_vector names = { 0 };
  DIR *at = folder_open (fd, ".");
  int result = at == NULL ? -1 : folder_look (&at, &arena, &names);
  cleanup_dir (&at);
  string_vector_release (&names);
  return result;
}
