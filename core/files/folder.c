/* folder.c: what is in a folder. */
#include <config.h>

#include "folder.h"

#include "cleanup.h"

#include <fcntl.h>
#include <string.h>

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
