/* others.c: takes out of an environment what nobody asks for. */
#include <config.h>

#include "others.h"

#include "cleanup.h"
#include "dependencies.h"
#include "dist_info.h"
#include "distributions.h"
#include "folder.h"
#include "modules.h"
#include "text.h"
#include "tree.h"
#include "uninstall.h"
#include "wheel_name.h"

#include <fcntl.h>
#include <string.h>

/* Whether the .dist-info FOLDER is of a project that stays. */
static bool
others_stays (const pyvenv_context *cx, const char *folder,
              const char *const *keep)
{
  const struct string_vector *asked = context_asked (cx);
  for (; keep != NULL && *keep != NULL; keep++)
    if (dist_info_matches (folder, *keep, NULL, NULL))
      return true;
  for (size_t i = 0; i < asked->count; i++)
    if (dist_info_matches (folder, asked->items[i], NULL, NULL))
      return true;
  return false;
}

/* Only the tool that installed these knows which files they have. */
static void
others_warn_of_eggs (pyvenv_context *cx, const char *purelib)
{
  CLEAN_DIR DIR *dir = tree_read_folder (context_tree (cx), purelib);
  for (struct dirent *entry; dir != NULL && (entry = folder_next (dir)) != NULL;)
    if (string_ends_with (entry->d_name, ".egg-info")
        || string_ends_with (entry->d_name, ".egg-link"))
      pyvenv_warn (cx, "'%s' stays: it was not installed from a wheel",
                   entry->d_name);
}

/* What is left has all that it depends on.  With --system-site-packages that may be
 * in the system, where nobody looks here. */
static int
others_check (pyvenv_context *cx, struct arena *arena)
{
  const struct string_vector *asked = context_asked (cx);
  struct string_vector lacking = { .arena = arena };
  if ((pyvenv_options (cx) & PYVENV_SYSTEM_SITE) != 0)
    return 0;
  if (dependencies_lacking (cx, arena, asked->items, asked->count,
                            &lacking) < 0)
    return -1;
  return lacking.count == 0 ? 0
    : pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "%s, which would be removed,"
                      " since nothing asks for it", lacking.items[0]);
}

int
others_remove (pyvenv_context *cx, const char *const *keep, unsigned flags)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct distributions installed;
  bool removed = false;
  if (tree_is_new (context_tree (cx)))
    return 0;
  if (distributions_read (&installed, &arena, cx) < 0)
    return -1;
  if (installed.purelib == NULL)
    return 0;
  for (size_t i = 0; i < installed.folders.count; i++)
    {
      const char *folder = installed.folders.items[i];
      if (others_stays (cx, folder, keep))
        continue;
      pyvenv_debug (cx, "'%s' is removed: nothing asks for it", folder);
      if (uninstall_distribution (cx, installed.purelib, folder) < 0)
        return -1;
      removed = true;
    }
  others_warn_of_eggs (cx, installed.purelib);
  return removed && (flags & PYVENV_WHEEL_NO_DEPS) == 0
    ? others_check (cx, &arena) : 0;
}

int
others_remove_named (pyvenv_context *cx, const char *const *projects)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct distributions installed;
  if (distributions_read (&installed, &arena, cx) < 0)
    return -1;
  for (; *projects != NULL; projects++)
    {
      const char *name = name_canonical (&arena, *projects, strlen (*projects));
      if (name == NULL)
        return pyvenv_fail (cx, 0, "'%s' is no name of a project", *projects);
      const char *folder = distributions_find (&installed, &arena, name, NULL);
      if (folder != NULL
          && uninstall_distribution (cx, installed.purelib, folder) < 0)
        return -1;
    }
  return 0;
}
