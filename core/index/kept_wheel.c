/* kept_wheel.c: downloaded wheels in the user's cache. */
#include <config.h>

#include "kept_wheel.h"

#include "cache_folder.h"
#include "cache_group.h"
#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "store.h"
#include "trust.h"

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

/* Whether the wheel at PATH (NULL: out of memory) has the hash of FILE, where it
 * IS_TRUSTED to stay what it is; -1 after pyvenv_fail. */
static int
kept_wheel_check (pyvenv_context *cx, const struct project_file *file,
                  const char *path, bool is_trusted)
{
  const struct wheel_module *wheels = modules_wheel (cx);
  if (wheels == NULL)
    return -1;
  if (path == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot look for wheels");
  return is_trusted ? wheels->check (cx, path, file->hash) : 0;
}

/* As kept_wheel_find, in the seeds. */
static int
kept_wheel_find_seed (pyvenv_context *cx, struct arena *arena,
                      const struct project_file *file, const char *folder,
                      const char **path)
{
  struct stat st;
  int result = 0;
  const char *const *seed = context_cache_seeds (cx);
  for (; result == 0 && seed != NULL && *seed != NULL; seed++)
    {
      CLEAN_FD int store = cache_folder_open_seed (*seed, KEPT_WHEELS);
      CLEAN_FD int fd = kept_wheel_open_folder (store, folder);
      if (fd < 0 || fstat (fd, &st) < 0 || !trust_is_safe (&st)
          || fstatat (fd, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        continue;
      *path = arena_format (arena, "%s/" KEPT_WHEELS "/%s/%s", *seed, folder,
                            file->name);
      result = kept_wheel_check (cx, file, *path, S_ISREG (st.st_mode)
                                                  && trust_is_safe (&st));
    }
  return result;
}

/* Takes the wheel FILE from what a group shares into FOLDER of STORE, where it is
 * checked as any other. */
static void
kept_wheel_borrow (pyvenv_context *cx, int store, const char *folder,
                   const struct project_file *file)
{
  struct stat st;
  const char *path = context_cache_shared (cx);
  CLEAN_FD int shared = path == NULL ? -1 : cache_group_open (path, false);
  CLEAN_FD int from = shared < 0 ? -1
    : openat (shared, folder, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (from < 0 || fstat (from, &st) < 0 || !S_ISREG (st.st_mode)
      || (file->size > 0 && (uint64_t) st.st_size != file->size))
    return;
  CLEAN_FD int copy = store_begin (store);
  if (copy >= 0 && file_copy (from, copy) == 0
      && kept_wheel_put (cx, store, folder, copy, file->name))
    pyvenv_debug (cx, "'%s' is what the group shares", file->name);
}

int
kept_wheel_find (pyvenv_context *cx, struct arena *arena, int store,
                 const struct project_file *file, const char **path)
{
  char name[KEPT_WHEEL_FOLDER];
  kept_wheel_folder (name, file->hash);
  int is_right = kept_wheel_find_seed (cx, arena, file, name, path);
  struct stat st, used;
  if (is_right != 0 || store < 0)
    return is_right;
  CLEAN_FD int folder = kept_wheel_open_folder (store, name);
  if (folder < 0)
    {
      kept_wheel_borrow (cx, store, name, file);
      folder = kept_wheel_open_folder (store, name);
    }
  if (folder < 0
      || fstatat (folder, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return 0;
  if (fstat (folder, &used) == 0)
    cache_folder_use (folder, &used);

  *path = kept_wheel_path (cx, arena, name, file->name);
  is_right = kept_wheel_check (cx, file, *path, S_ISREG (st.st_mode)
                                                && st.st_uid == geteuid ());
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

void
kept_wheel_share (pyvenv_context *cx, const char *folder, int fd)
{
  const char *path = context_cache_shared (cx);
  CLEAN_FD int shared = path == NULL ? -1 : cache_group_open (path, true);
  CLEAN_FD int copy = shared < 0 ? -1 : store_begin (shared);
  if (copy >= 0 && lseek (fd, 0, SEEK_SET) == 0 && file_copy (fd, copy) == 0
      && fchmod (copy, 0640) == 0 && store_end (shared, copy, folder))
    return;
  if (path != NULL)
    pyvenv_debug (cx, "cannot share '%s' in '%s': %s", folder, path,
                  strerror (errno));
}
