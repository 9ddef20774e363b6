/* existing_look.c: what an environment is, by its files. */
#include <config.h>

#include "existing.h"

#include "cfg.h"
#include "cleanup.h"
#include "file.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXISTING_CFG "pyvenv.cfg"
#define EXISTING_LIMIT ((size_t) 64 << 10)

/* Deeper folders are not counted, so that the descriptors do not run out. */
#define EXISTING_DEPTH 64

/* The bytes of pyvenv.cfg, malloc'd, or NULL.  *USED becomes the time when it was
 * last read, which is when the environment's Python was last started.  Our own
 * reading does not count where the system lets us say so. */
static char *
existing_read_cfg (int fd, size_t *length, int64_t *used)
{
  struct stat st;
  CLEAN_FD int file = openat (fd, EXISTING_CFG, O_RDONLY | O_CLOEXEC | O_NOFOLLOW
                              | O_NONBLOCK | O_NOATIME);
  if (file < 0 && errno == EPERM)
    file = openat (fd, EXISTING_CFG, O_RDONLY | O_CLOEXEC | O_NOFOLLOW
                   | O_NONBLOCK);
  if (file < 0 || fstat (file, &st) < 0 || !S_ISREG (st.st_mode))
    return NULL;
  *used = st.st_atime > st.st_mtime ? st.st_atime : st.st_mtime;
  return file_read_open (file, EXISTING_LIMIT, length);
}

/* Adds the sizes of the files below FD; links count as nothing. */
static void
existing_add_sizes (int fd, unsigned depth, uint64_t *bytes)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  struct dirent *entry;
  while (dir != NULL && (entry = folder_next (dir)) != NULL)
    {
      struct stat st;
      if (fstatat (fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        continue;
      if (S_ISREG (st.st_mode))
        *bytes += (uint64_t) st.st_size;
      if (!S_ISDIR (st.st_mode) || depth == EXISTING_DEPTH)
        continue;
      CLEAN_FD int below = openat (fd, entry->d_name, O_RDONLY | O_DIRECTORY
                                   | O_NOFOLLOW | O_CLOEXEC);
      if (below >= 0)
        existing_add_sizes (below, depth + 1, bytes);
    }
}

/* Why the environment in the folder FD does not work, or NULL.  NULL with errno
 * ENOMEM, too. */
static const char *
existing_fault (struct arena *arena, int fd, const char *home)
{
  char target[PATH_MAX];
  errno = 0;
  if (faccessat (fd, TREE_JOURNAL, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return "a run of pyvenv on it was not finished; the next one cleans up";
  errno = 0;
  if (faccessat (fd, "bin/python", X_OK, 0) == 0)
    return access (home, F_OK) == 0 || errno != ENOENT ? (errno = 0, NULL)
           : arena_format (arena, "the folder '%s' of its base interpreter is gone",
                           home);
  ssize_t length = readlinkat (fd, "bin/python", target, sizeof target);
  if (length > 0 && *target == '/')
    return arena_format (arena, "its base interpreter '%.*s' is gone", (int) length,
                         target);
  return "it has no bin/python that can be run";
}

static int
existing_fill (struct arena *arena, int fd, const struct cfg *cfg,
               struct pyvenv_environment *ret)
{
  const char *home = cfg_get (cfg, "home");
  const char *version = cfg_get (cfg, "version");
  if (version == NULL)
    version = cfg_get (cfg, "version_info");
  ret->home = arena_copy (arena, home);
  ret->version = version != NULL ? arena_copy (arena, version) : NULL;
  ret->fault = existing_fault (arena, fd, home);
  existing_add_sizes (fd, 0, &ret->bytes);
  return ret->home == NULL || (version != NULL && ret->version == NULL)
         || (ret->fault == NULL && errno == ENOMEM) ? -1 : 1;
}

int
existing_look (struct arena *arena, const char *path, const char *name,
               struct pyvenv_environment *ret)
{
  size_t length;
  *ret = (struct pyvenv_environment) { .struct_size = sizeof *ret, .path = path,
                                       .name = name };
  CLEAN_FD int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
    : existing_read_cfg (fd, &length, &ret->last_used);
  if (bytes == NULL)
    return 0;

  CLEAN_ARENA struct arena scratch = { 0 };
  struct cfg cfg = { 0 };
  int result = cfg_parse (&cfg, &scratch, bytes, length) < 0 ? -1
    : cfg_get (&cfg, "home") == NULL ? 0
    : existing_fill (arena, fd, &cfg, ret);
  cfg_release (&cfg);
  return result;
}
