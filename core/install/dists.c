/* dists.c: which distributions an environment has. */
#include <config.h>

#include "dists.h"

#include "cleanup.h"
#include "names.h"
#include "tree.h"

#include <fcntl.h>
#include <string.h>

static int
dists_add (struct dists *dists, struct arena *arena, const char *name)
{
  if (dists->count == dists->room)
    {
      size_t room = dists->room == 0 ? 16 : dists->room * 2;
      const char **names = arena_zeroed (arena, room * sizeof *names);
      if (names == NULL)
        return -1;
      if (dists->count > 0)
        memcpy (names, dists->names, dists->count * sizeof *names);
      dists->names = names;
      dists->room = room;
    }
  const char *copy = arena_copy (arena, name);
  if (copy == NULL)
    return -1;
  dists->names[dists->count++] = copy;
  return 0;
}

const char *
dists_folder (pyvenv_context *cx)
{
  const char *site = pyvenv_site_dir (cx), *dir = pyvenv_env_dir (cx);
  size_t length = strlen (dir);
  return strncmp (site, dir, length) == 0 && site[length] == '/'
    ? site + length + 1 : NULL;
}

int
dists_read (struct dists *dists, struct arena *arena, pyvenv_context *cx,
            const char *purelib)
{
  *dists = (struct dists) { NULL, 0, 0 };
  int fd = openat (tree_fd (cx), purelib, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  CLEAN_DIR DIR *dir = fd < 0 ? NULL : fdopendir (fd);
  if (dir == NULL)
    {
      int saved = errno;
      cleanup_fd (&fd);
      return saved == ENOENT ? 0
        : pyvenv_fail (cx, saved, "cannot read '%s/%s'", pyvenv_env_dir (cx),
                       purelib);
    }

  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (string_ends_with (entry->d_name, ".dist-info")
        && dists_add (dists, arena, entry->d_name) != 0)
      return pyvenv_fail (cx, errno, "cannot read '%s/%s'",
                          pyvenv_env_dir (cx), purelib);
  return 0;
}

const char *
dists_find (const struct dists *dists, struct arena *arena,
            const char *canonical, const char **version)
{
  const char *start;
  size_t length;
  for (size_t i = 0; i < dists->count; i++)
    if (name_is_dist_info (dists->names[i], canonical, &start, &length))
      {
        if (version != NULL)
          *version = arena_copy_bytes (arena, start, length);
        return dists->names[i];
      }
  return NULL;
}

int
dists_version (pyvenv_context *cx, struct arena *arena, const char *canonical,
               const char **version)
{
  struct dists dists;
  const char *folder = dists_folder (cx);
  *version = NULL;
  if (folder == NULL)
    return 0;
  if (dists_read (&dists, arena, cx, folder) < 0)
    return -1;
  dists_find (&dists, arena, canonical, version);
  return 0;
}
