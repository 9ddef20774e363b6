/* settings_files.c: which INI files there are. */
#include <config.h>

#include "settings.h"

#include "cleanup.h"
#include "system.h"
#include "text.h"
#include "user_folder.h"

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

/* Reads one file.  The first error stays; a further one becomes a warning, so that
 * the other files are read and none is mended without a word about the next. */
static int
settings_files_read (struct settings *settings, const char *path,
                     unsigned flags)
{
  if (settings->report->kind == 0)
    return settings_read_ini (settings, path, flags);

  CLEAN_REPORT struct report first = REPORT_EMPTY;
  report_move (&first, settings->report);
  if (settings_read_ini (settings, path, flags) < 0)
    report_warn (settings->report, "%s", report_text (settings->report));
  report_clear (settings->report);
  report_move (settings->report, &first);
  return -1;
}

/* All *.ini files of a folder, in the order of their names. */
static int
settings_files_read_folder (struct settings *settings, const char *folder)
{
  struct dirent **entries;
  int count = scandir (folder, &entries, settings_files_is_ini,
                       settings_files_compare);
  int result = settings->report->kind == 0 ? 0 : -1;
  if (count < 0 && errno != ENOENT && errno != ENOTDIR)
    result = report_fail_as (settings->report, PYVENV_ERROR_USAGE, errno,
                             "cannot read the settings in '%s'", folder);
  for (int i = 0; i < count; i++)
    {
      struct text path = TEXT_EMPTY;
      text_addf (&path, "%s/%s", folder, entries[i]->d_name);
      if (path.failed)
        result = report_no_memory (settings->report);
      else if (settings_files_read (settings, text_string (&path),
                                    SETTINGS_REQUIRED | SETTINGS_MACHINE) < 0)
        result = -1;
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
settings_files_read_user (struct settings *settings)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  const char *base = secure_getenv ("XDG_CONFIG_HOME");
  if (user_folder_add (&path, "XDG_CONFIG_HOME", ".config"))
    text_add (&path, "/pyvenv/pyvenv.ini");
  if (base != NULL && *base != '\0' && *base != '/')
    report_warn (settings->report, "XDG_CONFIG_HOME is '%s', which is not an "
                 "absolute path and does not count", base);
  if (path.failed)
    return report_no_memory (settings->report);
  return path.length == 0 || settings_files_are_absent (text_string (&path))
         ? 0 : settings_files_read (settings, text_string (&path), 0);
}

/* What PYVENV_CONFIG names takes the place of the user's file; empty means
 * none. */
static int
settings_files_read_chosen (struct settings *settings, const char *path)
{
  if (*path == '\0')
    return 0;
  if (*path == '/')
    return settings_files_read (settings, path, SETTINGS_REQUIRED);
  return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "PYVENV_CONFIG "
                         "is '%s', which is not an absolute path", path);
}

/* The machine's settings in FOLDER. */
static int
settings_files_read_machine (struct settings *settings, const char *folder,
                             bool required)
{
  CLEAN_TEXT struct text file = TEXT_EMPTY;
  CLEAN_TEXT struct text drop_ins = TEXT_EMPTY;
  text_addf (&file, "%s/pyvenv.ini", folder);
  text_addf (&drop_ins, "%s/conf.d", folder);
  if (file.failed || drop_ins.failed)
    return report_no_memory (settings->report);
  if (access (folder, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR))
    return !required ? 0
           : report_fail_as (settings->report, PYVENV_ERROR_USAGE, errno,
                             "cannot read the settings in '%s', which "
                             "PYVENV_SYSTEM_CONFIG names", folder);
  int result = settings_files_read (settings, text_string (&file),
                                    SETTINGS_MACHINE);
  return settings_files_read_folder (settings, text_string (&drop_ins)) < 0
         ? -1 : result;
}

/* PYVENV_SYSTEM_CONFIG names another folder with the machine's settings, for tests
 * and containers, unless those that were installed lock something. */
static int
settings_files_read_all_machine (struct settings *settings)
{
  const char *folder = secure_getenv ("PYVENV_SYSTEM_CONFIG");
  if (folder != NULL && *folder != '\0' && *folder != '/')
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                           "PYVENV_SYSTEM_CONFIG is '%s', which is not an "
                           "absolute path", folder);
  if (folder == NULL || *folder == '\0')
    {
      int result = settings_files_read_machine (settings, SYSCONF_DIR "/pyvenv",
                                                false);
      settings->ignores_folders = settings->locks != NULL;
      return result;
    }

  /* Read only to look for locks. */
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct settings installed = { .report = &report, .arena = settings->arena };
  (void) settings_files_read_machine (&installed, SYSCONF_DIR "/pyvenv", false);
  settings->ignores_folders = installed.locks != NULL;
  return settings->ignores_folders
         ? settings_files_read_machine (settings, SYSCONF_DIR "/pyvenv", false)
         : settings_files_read_machine (settings, folder, true);
}

int
settings_read_files (struct settings *settings)
{
  int result = settings_files_read_all_machine (settings);
  const char *chosen = secure_getenv ("PYVENV_CONFIG");
  int own = chosen == NULL ? settings_files_read_user (settings)
            : settings_files_read_chosen (settings, chosen);
  return result < 0 || own < 0 ? -1 : 0;
}
