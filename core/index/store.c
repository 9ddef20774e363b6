/* store.c: folders of the user's cache. */
#include <config.h>

#include "store.h"

#include "cache_folder.h"
#include "modules.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int
store_open (pyvenv_context *cx, const char *name, bool make)
{
  const char *cache = context_cache_dir (cx);
  return cache == NULL || *cache != '/' ? -1
    : cache_folder_open (cache, name, make);
}

/* Where there are no such files, wheels are downloaded into the environment and not
 * kept. */
int
store_begin (int fd)
{
  return system_unnamed_file (fd);
}

bool
store_end (int fd, int file, const char *name)
{
  char path[32];
  snprintf (path, sizeof path, "/proc/self/fd/%d", file);
  return linkat (AT_FDCWD, path, fd, name, AT_SYMLINK_FOLLOW) == 0
    || errno == EEXIST;
}
