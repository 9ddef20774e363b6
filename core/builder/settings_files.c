/* settings_files.c: which INI files there are. */
#include <config.h>

#include "builder.h"

#include "cleanup.h"
#include "system.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
settings_files_is_ini (const struct dirent *entry)
{
  return entry->d_name[0] != '.' && string_ends_with (entry->d_name, ".ini");
}

/* By bytes: alphasort would heed the caller's locale. */
static int
settings_files_compare (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

/* All *.ini files of a folder, in the order of their names. */
static int
settings_files_read_folder (struct pyvenv_builder *builder, const char *folder)
{
  struct dirent **entries;
  int count = scandir (folder, &entries, settings_files_is_ini, settings_files_compare);
  int result = count >= 0 || errno == ENOENT || errno == ENOTDIR ? 0
               : pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, errno,
                                 "cannot read the settings in '%s'", folder);
  for (int i = 0; i < count; i++)
    {
      struct text path = TEXT_EMPTY;
      text_addf (&path, "%s/%s", folder, entries[i]->d_name);
      if (result == 0)
        result = path.failed ? context_no_memory (&builder->base)
                 : settings_read_file (builder, text_string (&path), true);
      text_clear (&path);
      free (entries[i]);
    }
  if (count >= 0)
    free (entries);
  return result;
}

/* Whether there is no file at PATH, or one below a folder that may not be searched:
 * the home of another user, as sudo and containers leave it in HOME.  Nobody has
 * settings there. */
static bool
settings_files_are_absent (const char *path)
{
  struct stat st;
  return stat (path, &st) < 0
    && (errno == EACCES || errno == ENOENT || errno == ENOTDIR);
}

/* The user's own file, unless they have no home. */
static int
settings_files_read_user (struct pyvenv_builder *builder)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  const char *base = secure_getenv ("XDG_CONFIG_HOME");
  const char *home = secure_getenv ("HOME");
  if (base != NULL && *base == '/')
    text_addf (&path, "%s/pyvenv/pyvenv.ini", base);
  else if (home != NULL && *home == '/')
    text_addf (&path, "%s/.config/pyvenv/pyvenv.ini", home);
  else
    return 0;
  if (path.failed)
    return context_no_memory (&builder->base);
  return settings_files_are_absent (text_string (&path)) ? 0
         : settings_read_file (builder, text_string (&path), false);
}

/* The folder with the machine's settings; PYVENV_SYSTEM_CONFIG replaces it, for
 * tests and containers. */
static const char *
settings_files_machine_folder (void)
{
  const char *folder = secure_getenv ("PYVENV_SYSTEM_CONFIG");
  return folder != NULL && *folder == '/' ? folder : SYSCONF_DIR "/pyvenv";
}

static int
settings_files_read_machine (struct pyvenv_builder *builder)
{
  CLEAN_TEXT struct text file = TEXT_EMPTY;
  CLEAN_TEXT struct text folder = TEXT_EMPTY;
  text_addf (&file, "%s/pyvenv.ini", settings_files_machine_folder ());
  text_addf (&folder, "%s/conf.d", settings_files_machine_folder ());
  if (file.failed || folder.failed)
    return context_no_memory (&builder->base);
  if (access (settings_files_machine_folder (), F_OK) < 0 && errno == ENOENT)
    return 0;
  if (settings_read_file (builder, text_string (&file), false) < 0)
    return -1;
  return settings_files_read_folder (builder, text_string (&folder));
}

int
settings_files_read (struct pyvenv_builder *builder)
{
  if (settings_files_read_machine (builder) < 0)
    return -1;

  /* PYVENV_CONFIG takes the place of the user's file; empty means none. */
  const char *chosen = secure_getenv ("PYVENV_CONFIG");
  if (chosen == NULL)
    return settings_files_read_user (builder);
  if (*chosen == '\0')
    return 0;
  return *chosen == '/' ? settings_read_file (builder, chosen, true)
         : pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "PYVENV_CONFIG "
                           "is '%s', which is not an absolute path", chosen);
}
