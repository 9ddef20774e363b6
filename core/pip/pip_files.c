/* pip_files.c: where pip's configuration files are (pip's documentation, topic
 * "Configuration"). */
#include <config.h>

#include "pip_files.h"

#include "system.h"
#include "text.h"
#include "vector.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

const char *
pip_files_variable (const char *name)
{
  const char *value = secure_getenv (name);
  return value != NULL && *value != '\0' ? value : NULL;
}

/* Adds FOLDER/REST.  False on out of memory, as all below. */
static bool
pip_files_add (struct string_vector *files, const char *folder,
               const char *rest)
{
  const char *path = arena_format (files->arena, "%s/%s", folder, rest);
  return path != NULL && string_vector_append (files, path) == 0;
}

/* Adds the files of the machine: those of the XDG folders, then pip's own. */
static bool
pip_files_add_machine (struct string_vector *files)
{
  const char *dirs = pip_files_variable ("XDG_CONFIG_DIRS");
  if (dirs == NULL)
    dirs = "/etc/xdg";
  for (const char *dir = dirs; *dir != '\0';)
    {
      size_t length = strcspn (dir, ":");
      const char *folder = arena_copy_bytes (files->arena, dir, length);
      if (folder == NULL
          || (length > 0 && !pip_files_add (files, folder, "pip/pip.conf")))
        return false;
      dir += length + (dir[length] == ':');
    }
  return pip_files_add (files, "/etc", "pip.conf");
}

static bool
pip_files_add_user (struct string_vector *files)
{
  const char *home = pip_files_variable ("HOME");
  const char *config = pip_files_variable ("XDG_CONFIG_HOME");
  if (home != NULL && !pip_files_add (files, home, ".pip/pip.conf"))
    return false;
  if (config != NULL)
    return pip_files_add (files, config, "pip/pip.conf");
  return home == NULL || pip_files_add (files, home, ".config/pip/pip.conf");
}

/* PIP_CONFIG_FILE, if it exists, takes the place of the user's files, and is
 * the strongest of all; /dev/null means no file at all. */
const char *const *
pip_files (struct arena *arena, const char *env_dir)
{
  struct string_vector files = { .arena = arena };
  const char *named = pip_files_variable ("PIP_CONFIG_FILE");
  bool none = named != NULL && strcmp (named, "/dev/null") == 0;
  struct stat st;
  if (named != NULL && stat (named, &st) < 0)
    named = NULL;

  bool done = none
    || (pip_files_add_machine (&files)
        && (named != NULL || pip_files_add_user (&files))
        && (env_dir == NULL || pip_files_add (&files, env_dir, "pip.conf"))
        && (named == NULL || string_vector_append (&files, named) == 0));
  return done && string_vector_append (&files, NULL) == 0 ? files.items : NULL;
}
