/* named.c: environments that have a name, and what is done with them. */
#include <config.h>

#include "builder.h"

#include "cleanup.h"
#include "existing.h"
#include "path.h"
#include "system.h"
#include "text.h"
#include "user_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where virtualenvwrapper has them unless told otherwise, and editors look. */
#define NAMED_DEFAULT "~/.virtualenvs"

/* PATH with the home folder for a "~/" at its start, absolute; in the arena.  NULL
 * after pyvenv_fail. */
static const char *
named_expand (struct pyvenv_builder *builder, const char *path)
{
  struct pyvenv_context *cx = &builder->base;
  const char *home = user_folder_home ();
  if (string_starts_with (path, "~/"))
    {
      if (home == NULL)
        {
          pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "there is no folder for named "
                          "environments, since HOME is not set (set envs-dir)");
          return NULL;
        }
      path = pyvenv_format (cx, "%s%s", home, path + 1);
    }
  return path != NULL ? context_absolute (cx, path) : NULL;
}

/* The folder of the named environments; NULL after pyvenv_fail. */
static const char *
named_folder (struct pyvenv_builder *builder)
{
  const char *folder = settings_value (&builder->settings, "envs-dir");
  if (folder == NULL)
    folder = secure_getenv ("WORKON_HOME");
  return named_expand (builder, folder != NULL && *folder != '\0' ? folder
                       : NAMED_DEFAULT);
}

const char *
pyvenv_builder_locate (pyvenv_builder *builder, const char *env_dir)
{
  struct pyvenv_context *cx = &builder->base;
  pyvenv_clear_error (cx);
  if (*env_dir != '@')
    return pyvenv_format (cx, "%s", env_dir);
  const char *name = env_dir + 1;
  if (*name == '\0' || *name == '.' || strchr (name, '/') != NULL)
    {
      pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "'%s' is not the name of an "
                      "environment: it is empty, begins with a dot or has a slash "
                      "(a folder with that name is './%s')", env_dir, env_dir);
      return NULL;
    }
  const char *folder = named_folder (builder);
  return folder != NULL ? pyvenv_format (cx, "%s/%s", folder, name) : NULL;
}

static int
named_is_visible (const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

/* By bytes: alphasort would heed the caller's locale. */
static int
named_compare (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

static int
named_show (struct pyvenv_builder *builder, const char *folder, const char *name,
            pyvenv_environment_found *on_found, void *data)
{
  CLEAN_ARENA struct arena arena = { 0 };
  struct pyvenv_environment environment;
  const char *path = arena_format (&arena, "%s/%s", folder, name);
  int result = path == NULL ? -1 : existing_look (&arena, path, name, &environment);
  if (result < 0)
    return context_no_memory (&builder->base);
  if (result > 0)
    on_found (data, &environment);
  return 0;
}

int
pyvenv_builder_list (pyvenv_builder *builder, pyvenv_environment_found *on_found,
                     void *data)
{
  struct dirent **entries;
  pyvenv_clear_error (&builder->base);
  const char *folder = named_folder (builder);
  if (folder == NULL)
    return -1;
  int count = scandir (folder, &entries, named_is_visible, named_compare);
  if (count < 0)
    return errno == ENOENT ? 0
           : pyvenv_fail_as (&builder->base, PYVENV_ERROR_TARGET, errno,
                             "cannot read the named environments in '%s'", folder);
  int result = 0;
  for (int i = 0; i < count; i++)
    {
      if (result == 0)
        result = named_show (builder, folder, entries[i]->d_name, on_found, data);
      free (entries[i]);
    }
  free (entries);
  return result;
}

int
pyvenv_builder_remove (pyvenv_builder *builder, const char *env_dir)
{
  struct pyvenv_context *cx = &builder->base;
  pyvenv_clear_error (cx);
  const char *path = context_absolute (cx, env_dir);
  if (path == NULL)
    return -1;
  const char *timeout = settings_value (&builder->settings, "lock-timeout");
  struct tree tree = TREE_CLOSED;
  tree.report = &cx->report;
  tree.env_dir = path;
  tree.options = PYVENV_CLEAR;
  if (settings_flag (&builder->settings, "force"))
    tree.options |= PYVENV_FORCE;
  tree.lock_timeout = timeout != NULL ? strtol (timeout, NULL, 10)
                      : LOCK_TIMEOUT_SECONDS;
  return existing_remove (&tree) == 0 ? 0
         : pyvenv_fail (cx, 0, "cannot remove '%s'", env_dir);
}
