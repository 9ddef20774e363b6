/* kept_wheel.c: downloaded wheels in the user's cache. */
#include <config.h>

#include "kept_wheel.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "modules.h"
#include "store.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

void
kept_wheel_folder (char folder[KEPT_WHEEL_FOLDER], const char *hash)
{
  snprintf (folder, KEPT_WHEEL_FOLDER, "%s", hash);
  folder[strcspn (folder, "=")] = '-';
}

const char *
kept_wheel_path (pyvenv_context *cx, struct arena *arena, const char *folder,
                 const char *name)
{
  return arena_format (arena, "%s/" KEPT_WHEELS "/%s/%s",
                       context_cache_dir (cx), folder, name);
}

static int
kept_wheel_open_folder (int store, const char *folder)
{
  return store < 0 ? -1
    : openat (store, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int
kept_wheel_find (pyvenv_context *cx, struct arena *arena, int store,
                 const struct project_file *file, const char **path)
{
  char name[KEPT_WHEEL_FOLDER];
  kept_wheel_folder (name, file->hash);
  CLEAN_FD int folder = kept_wheel_open_folder (store, name);
  struct stat st, used;
  if (folder < 0
      || fstatat (folder, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return 0;
  if (fstat (folder, &used) == 0)
    cache_folder_use (folder, &used);

  const struct wheel_module *wheels = modules_wheel (cx);
  *path = kept_wheel_path (cx, arena, name, file->name);
  if (wheels == NULL)
    return -1;
  if (*path == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot look for wheels");
  int is_right = S_ISREG (st.st_mode) && st.st_uid == geteuid ()
    ? wheels->check (cx, *path, file->hash) : 0;
  if (is_right == 0)
    {
      pyvenv_debug (cx, "'%s' is damaged; it is downloaded again", *path);
      unlinkat (folder, file->name, 0);
    }
  return is_right;
}

bool
kept_wheel_put (pyvenv_context *cx, int store, const char *folder, int fd,
                const char *name)
{
  mkdirat (store, folder, 0700);
  CLEAN_FD int open_folder = kept_wheel_open_folder (store, folder);
  context_cache_grew (cx);
  return open_folder >= 0 && store_end (open_folder, fd, name);
}
