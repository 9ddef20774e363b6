/* settings.c: the INI files of the machine and the user; the only file that
 * knows inih.
 *
 *     [pyvenv]
 *     plugins = corp, audit
 *     prompt = work
 *
 *     [plugin corp]
 *     index = ...
 *     order = 200                                                          */
#include <config.h>

#include "builder.h"

#include "abi.h"
#include "cleanup.h"
#include "file.h"
#include "nearest.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SETTINGS_LIMIT ((size_t) 1 << 20)

/* inih cuts longer lines without a word: its buffer of 200 bytes holds the
 * newline and the final NUL as well. */
#define LINE_LIMIT 198

/* The same for the name of a section. */
#define SECTION_LIMIT 49

/* The byte order mark that editors of Windows put first. */
#define SETTINGS_MARK "\xef\xbb\xbf"

/* One file while it is read. */
struct reading {
  struct pyvenv_builder *builder;
  const char *path;
  const char *rest;             /* what inih has not asked for yet */
  int line;                     /* the number of the last that it asked for */
  int failed;                   /* the one that was refused here, or 0 */
};

/* Adds each of the names, which blanks or commas separate. */
static int
settings_add_plugins (struct reading *reading, const char *names,
                      const char *origin)
{
  while (*names != '\0')
    {
      size_t length = strcspn (names, ", \t");
      char name[LINE_LIMIT + 1];
      if (length > 0)
        {
          memcpy (name, names, length);
          name[length] = '\0';
          if (*name != '/' && strchr (name, '/') != NULL)
            return pyvenv_fail_as (&reading->builder->base,
                                   PYVENV_ERROR_USAGE, 0, "the plugin '%s' is "
                                   "neither a name nor an absolute path", name);
          if (builder_add_plugin (reading->builder, name, SETTING_FILE,
                                  reading->path, origin) < 0)
            return -1;
        }
      names += length;
      names += strspn (names, ", \t");
    }
  return 0;
}

static int
settings_put_order (struct reading *reading, const char *plugin,
                    const char *value)
{
  struct pyvenv_context *cx = &reading->builder->base;
  char *end;
  long order = strtol (value, &end, 10);
  if (*value == '\0' || *end != '\0' || order < 1 || order > 1000)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "order is '%s', which is not a number from 1 to 1000",
                           value);

  struct given_order *given = arena_zeroed (&cx->arena, sizeof *given);
  if (given == NULL || (given->plugin = arena_copy (&cx->arena, plugin)) == NULL)
    return context_no_memory (cx);
  given->order = (int) order;
  struct given_order **end_of_list = &reading->builder->orders;
  while (*end_of_list != NULL)
    end_of_list = &(*end_of_list)->next;
  *end_of_list = given;
  return 0;
}

/* A file must not make `pyvenv env` delete or change what is there. */
static bool
settings_is_for_run (const char *key)
{
  const struct option_row *option = option_find_library (key);
  return option != NULL && option->is_for_run;
}

static int
settings_put (struct reading *reading, const char *section, const char *key,
              const char *value)
{
  struct pyvenv_context *cx = &reading->builder->base;
  const char *origin = arena_format (&cx->arena, "%s:%d", reading->path,
                                     reading->line);
  if (origin == NULL)
    return context_no_memory (cx);
  if (strcmp (section, "pyvenv") == 0 && settings_is_for_run (key))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "'%s' decides what "
                           "becomes of an existing environment and is not taken "
                           "from a file (give --%s on the command line)", key,
                           key);
  if (strcmp (section, "pyvenv") == 0)
    return strcmp (key, "plugins") == 0
           ? settings_add_plugins (reading, value, origin)
           : builder_put (reading->builder, key, value, SETTING_FILE, origin);

  if (string_starts_with (section, "plugin ")
      && abi_name_is_valid (section + strlen ("plugin ")))
    {
      const char *plugin = section + strlen ("plugin ");
      return strcmp (key, "order") == 0
             ? settings_put_order (reading, plugin, value)
             : builder_put_key (reading->builder, plugin, key, value,
                                SETTING_FILE, origin);
    }
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "the key '%s' stands "
                         "before any section; most belong below a line "
                         "[pyvenv]", key);
}

/* inih's convention: nonzero is success. */
static int
settings_handle (void *data, const char *section, const char *key,
                 const char *value)
{
  struct reading *reading = data;
  if (reading->failed != 0)
    return 0;
  if (settings_put (reading, section, key, value) == 0)
    return 1;
  reading->failed = reading->line;
  return 0;
}

/* Gives inih its next line, as fgets: so we know which one it is at.  None is
 * longer than its buffer, settings_check_lines sees to that. */
static char *
settings_next_line (char *line, int size, void *data)
{
  struct reading *reading = data;
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
  return line;
}

/* The line at LINE is the heading of a section; whether there is such a one.
 * What has no end is left to inih. */
static int
settings_check_section (struct reading *reading, const char *line,
                        size_t number)
{
  struct pyvenv_context *cx = &reading->builder->base;
  size_t length = strcspn (line + 1, "]\n");
  const char *name = arena_copy_bytes (&cx->arena, line + 1, length);
  if (name == NULL)
    return context_no_memory (cx);
  if (line[1 + length] != ']' || strcmp (name, "pyvenv") == 0
      || (string_starts_with (name, "plugin ")
          && abi_name_is_valid (name + strlen ("plugin "))))
    return 0;

  /* The name of a plugin may be any. */
  struct nearest nearest = { .wanted = name };
  size_t word = strcspn (name, " ");
  const char *plugin = arena_format (&cx->arena, "plugin%s", name + word);
  nearest_offer (&nearest, "pyvenv");
  if (plugin != NULL && abi_name_is_valid (name + word + (name[word] == ' ')))
    nearest_offer (&nearest, plugin);
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s:%zu: unknown section "
                         "[%s] (%sthere are [pyvenv] and [plugin NAME])",
                         reading->path, number, name,
                         nearest_question (&cx->arena, &nearest));
}

/* What inih would misread without a word is refused first: a line or the name
 * of a section that is too long is cut, an indented line continues the line
 * before. */
static int
settings_check_lines (struct reading *reading, const char *bytes)
{
  struct pyvenv_context *cx = &reading->builder->base;
  size_t number = 1;
  for (const char *line = bytes; *line != '\0'; number++)
    {
      size_t length = strcspn (line, "\n");
      size_t blanks = strspn (line, " \t\r\f\v");
      if (length > LINE_LIMIT)
        return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                               "%s:%zu: the line is longer than %d bytes",
                               reading->path, number, LINE_LIMIT);
      if (*line == '[' && strcspn (line, "]\n") > SECTION_LIMIT + 1)
        return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                               "%s:%zu: the name of the section is longer than "
                               "%d bytes", reading->path, number,
                               SECTION_LIMIT);
      if (*line == '[' && settings_check_section (reading, line, number) < 0)
        return -1;
      if (blanks > 0 && blanks < length)
        return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                               "%s:%zu: the line is indented; each key stands "
                               "at the start of a line", reading->path, number);
      line += length;
      line += *line == '\n';
    }
  return 0;
}

static bool
settings_is_folder (int fd)
{
  struct stat st;
  int saved = errno;
  bool is_folder = fd >= 0 && fstat (fd, &st) == 0 && S_ISDIR (st.st_mode);
  errno = saved;
  return is_folder;
}

/* Reads one file.  That it is missing is fine unless it is REQUIRED. */
static int
settings_read_file (struct pyvenv_builder *builder, const char *path,
                    bool required)
{
  struct pyvenv_context *cx = &builder->base;
  struct reading reading = { .builder = builder, .path = path };
  size_t length;
  /* It may be a link, unlike what is read below ENV_DIR. */
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
                           : file_read_open (fd, SETTINGS_LIMIT, &length);
  if (bytes == NULL && settings_is_folder (fd))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "cannot read the settings "
                           "'%s': it is a folder (name the file in it)", path);
  if (bytes == NULL)
    return !required && (errno == ENOENT || errno == ENOTDIR) ? 0
           : pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, errno,
                             "cannot read the settings '%s'", path);
  if (strlen (bytes) != length)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "'%s' is not an INI file: it contains a NUL byte", path);
  reading.rest = bytes + (string_starts_with (bytes, SETTINGS_MARK)
                          ? strlen (SETTINGS_MARK) : 0);
  if (settings_check_lines (&reading, reading.rest) < 0)
    return -1;

  /* inih tells the first line that it or we could not read. */
  int line = ini_parse_stream (settings_next_line, &reading, settings_handle,
                               &reading);
  if (line != 0 && line == reading.failed)
    return pyvenv_fail (cx, 0, "%s:%d", path, line);
  pyvenv_clear_error (cx);
  if (line != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "%s:%d: neither a [section] nor KEY = VALUE", path,
                           line);
  return 0;
}

static int
settings_is_ini (const struct dirent *entry)
{
  return entry->d_name[0] != '.' && string_ends_with (entry->d_name, ".ini");
}

/* By bytes: alphasort would heed the caller's locale. */
static int
settings_compare (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

/* All *.ini files of a folder, in the order of their names. */
static int
settings_read_folder (struct pyvenv_builder *builder, const char *folder)
{
  struct dirent **entries;
  int count = scandir (folder, &entries, settings_is_ini, settings_compare);
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

/* Below a folder that may not be searched: the home of another user, as sudo
 * and containers leave it in HOME.  Nobody has settings there. */
static bool
settings_is_out_of_reach (const char *path)
{
  struct stat st;
  return stat (path, &st) < 0 && errno == EACCES;
}

/* The user's own file, unless they have no home. */
static int
settings_read_user (struct pyvenv_builder *builder)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  const char *base = getenv ("XDG_CONFIG_HOME");
  const char *home = getenv ("HOME");
  if (base != NULL && *base == '/')
    text_addf (&path, "%s/pyvenv/pyvenv.ini", base);
  else if (home != NULL && *home == '/')
    text_addf (&path, "%s/.config/pyvenv/pyvenv.ini", home);
  else
    return 0;
  if (path.failed)
    return context_no_memory (&builder->base);
  return settings_is_out_of_reach (text_string (&path)) ? 0
         : settings_read_file (builder, text_string (&path), false);
}

/* The folder with the machine's settings; PYVENV_SYSTEM_CONFIG replaces it, for
 * tests and containers. */
static const char *
settings_machine_folder (void)
{
  const char *folder = secure_getenv ("PYVENV_SYSTEM_CONFIG");
  return folder != NULL && *folder == '/' ? folder : SYSCONF_DIR "/pyvenv";
}

static int
settings_read_machine (struct pyvenv_builder *builder)
{
  CLEAN_TEXT struct text file = TEXT_EMPTY;
  CLEAN_TEXT struct text folder = TEXT_EMPTY;
  text_addf (&file, "%s/pyvenv.ini", settings_machine_folder ());
  text_addf (&folder, "%s/conf.d", settings_machine_folder ());
  if (file.failed || folder.failed)
    return context_no_memory (&builder->base);
  if (settings_read_file (builder, text_string (&file), false) < 0)
    return -1;
  return settings_read_folder (builder, text_string (&folder));
}

int
settings_read (struct pyvenv_builder *builder)
{
  if (settings_read_machine (builder) < 0)
    return -1;

  /* PYVENV_CONFIG takes the place of the user's file; empty means none. */
  const char *chosen = getenv ("PYVENV_CONFIG");
  if (chosen == NULL)
    return settings_read_user (builder);
  return *chosen == '\0' ? 0 : settings_read_file (builder, chosen, true);
}
