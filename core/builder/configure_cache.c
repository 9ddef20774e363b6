/* configure_cache.c: where the caches of a run are. */
#include <config.h>

#include "configure_cache.h"

#include "cache_group.h"
#include "cleanup.h"
#include "user_folder.h"

#include <unistd.h>

/* DIR from the working directory on; NULL where that is not known. */
static const char *
configure_cache_path (struct pyvenv_builder *builder, const char *dir)
{
  CLEAN_FREE char *cwd = *dir != '/' ? getcwd (NULL, 0) : NULL;
  return *dir == '/' ? dir
         : cwd != NULL ? arena_format (&builder->base.arena, "%s/%s", cwd, dir)
         : NULL;
}

/* --cache-dir, $XDG_CACHE_HOME/pyvenv, ~/.cache/pyvenv; as the
 * XDG specification says, relative values are ignored. */
static const char *
configure_cache_dir (struct pyvenv_builder *builder)
{
  struct arena *arena = &builder->base.arena;
  const char *dir = settings_value (&builder->settings, "cache-dir");
  if (dir != NULL && *dir != '\0')
    return configure_cache_path (builder, dir);

  CLEAN_TEXT struct text folder = TEXT_EMPTY;
  if (user_folder_add (&folder, "XDG_CACHE_HOME", ".cache"))
    text_add (&folder, "/pyvenv");
  return folder.length > 0 && !folder.failed
         ? arena_copy (arena, text_string (&folder)) : NULL;
}

/* A relative path is that of the caller, who knows the working directory; a
 * variable is read wherever a run happens to be. */
static int
configure_cache_check (struct pyvenv_builder *builder, const char *name)
{
  const struct given *given = NULL;
  const char *dir;
  while ((dir = settings_next_value (&builder->settings, name, &given)) != NULL)
    if (given->place.origin != NULL && *dir != '\0' && *dir != '/')
      return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "%s: "
                             "%s is '%s', which is not an absolute path",
                             given->place.origin, name, dir);
  return 0;
}

/* Goes to the folder of this user, where the cache is that of a group. */
static int
configure_cache_share (struct pyvenv_builder *builder)
{
  struct environment_setup *setup = &builder->setup;
  struct arena *arena = &builder->base.arena;
  const struct given *given = NULL;
  CLEAN_TEXT struct text own = TEXT_EMPTY, why = TEXT_EMPTY;
  const char *group, *found = NULL;
  while ((group = settings_next_value (&builder->settings, SETTING_CACHE_GROUP,
                                       &given)) != NULL)
    found = group;
  if (found == NULL || *found == '\0' || setup->cache_dir == NULL)
    return 0;
  if (!cache_group_enter (setup->cache_dir, found, &own, &why))
    {
      if (why.length > 0)
        pyvenv_debug (&builder->base, "the cache '%s' is not that of the group "
                      "'%s': %s", setup->cache_dir, found, text_string (&why));
      return 0;
    }
  setup->cache_shared = arena_format (arena, "%s/" CACHE_GROUP_SHARED,
                                      setup->cache_dir);
  setup->cache_dir = arena_copy (arena, text_string (&own));
  return setup->cache_shared != NULL && setup->cache_dir != NULL ? 0
         : context_no_memory (&builder->base);
}

static int
configure_cache_seeds (struct pyvenv_builder *builder)
{
  const char **seeds;
  if (settings_list (&builder->settings, "cache-seed", &seeds) < 0)
    return -1;
  builder->setup.cache_seeds = seeds;
  for (const char **seed = seeds; seed != NULL && *seed != NULL; seed++)
    if ((*seed = configure_cache_path (builder, *seed)) == NULL)
      return context_no_memory (&builder->base);
  return 0;
}

int
configure_cache (struct pyvenv_builder *builder)
{
  if (configure_cache_check (builder, "cache-dir") < 0
      || configure_cache_check (builder, "cache-seed") < 0)
    return -1;
  if (settings_flag (&builder->settings, "no-cache"))
    return 0;
  builder->setup.cache_dir = configure_cache_dir (builder);
  return configure_cache_share (builder) < 0 ? -1 : configure_cache_seeds (builder);
}
