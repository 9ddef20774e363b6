/* distributions.c: which distributions an environment has. */
#include <config.h>

#include "distributions.h"

#include "cleanup.h"
#include "dist_info.h"
#include "folder.h"
#include "modules.h"
#include "text.h"
#include "tree.h"

#include <string.h>

const char *
distributions_folder (pyvenv_context *cx)
{
  const char *site = pyvenv_site_dir (cx), *dir = pyvenv_env_dir (cx);
  size_t length = strlen (dir);
  return strncmp (site, dir, length) == 0 && site[length] == '/'
    ? site + length + 1 : NULL;
}

static int
distributions_fail (pyvenv_context *cx, int error, const char *purelib)
{
  return pyvenv_fail (cx, error, "cannot read '%s/%s'", pyvenv_env_dir (cx),
                      purelib);
}

int
distributions_read (struct distributions *ret, struct arena *arena,
                    pyvenv_context *cx)
{
  const char *purelib = distributions_folder (cx);
  *ret = (struct distributions) { purelib, { .arena = arena } };
  if (purelib == NULL)
    return 0;
  CLEAN_DIR DIR *dir = tree_read_folder (context_tree (cx), purelib);
  if (dir == NULL)
    return errno == ENOENT ? 0 : distributions_fail (cx, errno, purelib);

  for (struct dirent *entry; (entry = folder_next (dir)) != NULL;)
    {
      if (!string_ends_with (entry->d_name, DIST_INFO_SUFFIX))
        continue;
      const char *name = arena_copy (arena, entry->d_name);
      if (name == NULL || string_vector_append (&ret->folders, name) != 0)
        return distributions_fail (cx, errno, purelib);
    }
  return errno == 0 ? 0 : distributions_fail (cx, errno, purelib);
}

const char *
distributions_find (const struct distributions *distributions,
                    struct arena *arena, const char *canonical,
                    const char **version)
{
  const struct string_vector *folders = &distributions->folders;
  const char *start;
  size_t length;
  for (size_t i = 0; i < folders->count; i++)
    if (dist_info_matches (folders->items[i], canonical, &start, &length))
      {
        if (version != NULL)
          *version = arena_copy_bytes (arena, start, length);
        return folders->items[i];
      }
  return NULL;
}

int
distributions_version (pyvenv_context *cx, struct arena *arena,
                       const char *canonical, const char **version)
{
  struct distributions distributions;
  *version = NULL;
  if (distributions_read (&distributions, arena, cx) < 0)
    return -1;
  distributions_find (&distributions, arena, canonical, version);
  return 0;
}
