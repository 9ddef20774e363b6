/* settings_ini.c: an INI file; the only file that knows inih.
 *
 *     [pyvenv]
 *     plugins = corp, audit
 *     prompt = work
 *
 *     [plugin corp]
 *     index = ...
 *     order = 200                                                          */
#include <config.h>

#include "settings.h"

#include "cleanup.h"
#include "file.h"
#include "settings_line.h"
#include "settings_put.h"
#include "text.h"
#include "trust.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SETTINGS_LIMIT ((size_t) 1 << 20)

/* The byte order mark that editors of Windows put first. */
#define SETTINGS_MARK "\xef\xbb\xbf"

/* ---- Lines that continue others -------------------------------------- */

/* The key that was kept is whole. */
static void
ini_finish_key (struct settings_reading *reading)
{
  struct arena *arena = reading->settings->arena;
  const char *key = reading->key;
  if (key == NULL || reading->failed != 0)
    return;
  const struct setting_place place = {
    SETTING_FILE,
    arena_format (arena, "%s:%d", reading->path, reading->key_line),
    reading->path, reading->folder
  };
  char sign = '=';
  size_t length = strlen (key);
  if (length > 0 && strchr ("+-?", key[length - 1]) != NULL)
    {
      sign = key[--length];
      while (length > 0 && strchr (" \t", key[length - 1]) != NULL)
        length--;
      key = arena_copy_bytes (arena, key, length);
    }
  reading->key = NULL;
  if (place.origin == NULL || key == NULL)
    report_no_memory (reading->settings->report);
  if (place.origin == NULL || key == NULL
      || settings_put (reading, key, sign, reading->value, &place) < 0)
    reading->failed = reading->key_line;
}

static int
ini_handle_line (struct settings_reading *reading, const char *section,
                 const char *key, const char *value)
{
  struct arena *arena = reading->settings->arena;
  bool joins;
  value = settings_line_value (reading->settings->report, arena, value, &joins);
  if (value == NULL)
    return -1;
  if (reading->continues && reading->key != NULL)
    reading->value = arena_format (arena, "%s%s%s", reading->value,
                                   reading->joins ? "" : "\n", value);
  else
    {
      reading->section = arena_copy (arena, section);
      reading->key = arena_copy (arena, key);
      reading->value = value;
      reading->key_line = reading->line;
    }
  reading->joins = joins;
  return reading->value != NULL && reading->key != NULL
         && reading->section != NULL ? 0 : report_no_memory (reading->settings->report);
}

/* What inih calls for each line.  By its convention nonzero is success; what is
 * wrong is remembered here, since inih knows the last line alone. */
static int
ini_handle (void *data, const char *section, const char *key,
            const char *value)
{
  struct settings_reading *reading = data;
  if (reading->failed != 0)
    return 1;
  if (!reading->continues)
    ini_finish_key (reading);
  if (reading->failed == 0
      && ini_handle_line (reading, section, key, value) < 0)
    reading->failed = reading->line;
  return 1;
}

/* Gives inih its next line, as fgets: so we know which one it is at.  None is
 * longer than its buffer, settings_line_check sees to that. */
static char *
ini_next_line (char *line, int size, void *data)
{
  struct settings_reading *reading = data;
  size_t length = strcspn (reading->rest, "\n");
  length += reading->rest[length] == '\n';
  if (length == 0)
    return NULL;
  if (length >= (size_t) size)
    length = (size_t) size - 1;
  memcpy (line, reading->rest, length);
  line[length] = '\0';
  reading->rest += length;
  reading->line++;
  reading->continues = strchr (" \t\r\f\v", *line) != NULL;
  settings_line_prepare (line);
  return line;
}

/* ---- Whose file it is ------------------------------------------------ */

static bool
ini_is_folder (int fd)
{
  struct stat st;
  int saved = errno;
  bool is_folder = fd >= 0 && fstat (fd, &st) == 0 && S_ISDIR (st.st_mode);
  errno = saved;
  return is_folder;
}

static bool
ini_is_roots (int fd)
{
  struct stat st;
  return fstat (fd, &st) == 0 && st.st_uid == 0;
}

/* Whether one of the lines of an INI file sets KEY. */
static bool
ini_has_key (const char *bytes, const char *key)
{
  for (const char *line = bytes; *line != '\0'; line += *line == '\n')
    {
      const char *rest = line + strspn (line, " \t");
      line += strcspn (line, "\n");
      if (string_starts_with (rest, key)
          && strchr ("=: \t+-", rest[strlen (key)]) != NULL)
        return true;
    }
  return false;
}

/* Goes without the settings at PATH, which somebody else could change; but not
 * where they ask for plugins or lock something, which may be there for a
 * reason. */
static int
ini_pass_over (const struct settings_reading *reading, const char *bytes,
               const char *why)
{
  struct report *report = reading->settings->report;
  if ((reading->flags & SETTINGS_ASKED) != 0)
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "the settings '%s' "
                           "cannot be trusted: %s (change the owner or mode)",
                           reading->path, why);
  bool names_plugins = ini_has_key (bytes, SETTING_PLUGINS);
  if (names_plugins || ini_has_key (bytes, "lock"))
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "the settings '%s' %s "
                           "and cannot be trusted: %s (change the owner or "
                           "mode%s)", reading->path, names_plugins
                           ? "name plugins" : "lock something", why,
                           (reading->flags & SETTINGS_MACHINE) != 0 ? ""
                           : ", or set PYVENV_CONFIG");
  report_debug (report, "the settings '%s' are passed over: %s", reading->path,
                why);
  return 0;
}

/* ---- The whole file -------------------------------------------------- */

static int
ini_read_lines (struct settings_reading *reading, const char *bytes)
{
  struct settings *settings = reading->settings;
  reading->rest = bytes + (string_starts_with (bytes, SETTINGS_MARK)
                           ? strlen (SETTINGS_MARK) : 0);
  if (settings_line_check (settings->report, settings->arena, reading->path,
                           reading->rest) < 0)
    return -1;

  /* The first of several mistakes is told. */
  int line = ini_parse_stream (ini_next_line, reading, ini_handle, reading);
  if (reading->failed == 0 && (line == 0 || reading->key_line < line))
    ini_finish_key (reading);
  if (reading->failed != 0 && (line == 0 || reading->failed <= line))
    return report_fail (settings->report, 0, "%s:%d", reading->path,
                        reading->failed);
  report_clear (settings->report);
  if (line != 0)
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                           "%s:%d: neither a [section] nor KEY = VALUE",
                           reading->path, line);
  settings_add_locks (settings, reading->locks, reading->lock_message);
  return 0;
}

/* The file and its folder under names that last. */
static int
ini_name (struct settings_reading *reading, const char *path)
{
  const struct setting_place here = { .source = SETTING_CALLER };
  struct settings *settings = reading->settings;
  CLEAN_TEXT struct text whole = TEXT_EMPTY;
  const char *absolute = settings_path (settings, path, &here);
  if (absolute == NULL)
    return -1;
  text_add_path (&whole, absolute);
  reading->path = whole.failed ? NULL
                  : arena_copy (settings->arena, text_string (&whole));
  if (reading->path == NULL)
    return report_no_memory (reading->settings->report);
  reading->folder = arena_copy_bytes (settings->arena, reading->path,
                                      (size_t) (strrchr (reading->path, '/')
                                                - reading->path));
  return reading->folder != NULL ? 0 : report_no_memory (reading->settings->report);
}

int
settings_read_ini (struct settings *settings, const char *path, unsigned flags)
{
  struct report *report = settings->report;
  struct settings_reading reading = { .settings = settings, .flags = flags };
  size_t length;
  if (ini_name (&reading, path) < 0)
    return -1;
  path = reading.path;
  /* It may be a link, unlike what is read below ENV_DIR. */
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
                           : file_read_open (fd, SETTINGS_LIMIT, &length);
  if (bytes == NULL && ini_is_folder (fd))
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "cannot read the "
                           "settings '%s': it is a folder (name the file in it)",
                           path);
  if (bytes == NULL)
    return (flags & SETTINGS_REQUIRED) == 0
           && (errno == ENOENT || errno == ENOTDIR) ? 0
           : report_fail_as (report, PYVENV_ERROR_USAGE, errno,
                             "cannot read the settings '%s'", path);
  CLEAN_TEXT struct text why = TEXT_EMPTY;
  if (!trust_file (fd, path, &why))
    return ini_pass_over (&reading, bytes, text_string (&why));
  if (strlen (bytes) != length)
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                           "'%s' is not an INI file: it contains a NUL byte",
                           path);
  reading.is_roots = ini_is_roots (fd);
  return ini_read_lines (&reading, bytes);
}
