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
#include "trust.h"

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

/* Whether one of the lines of an INI file names plugins. */
static bool
settings_names_plugins (const char *bytes)
{
  for (const char *line = bytes; *line != '\0'; line += *line == '\n')
    {
      const char *rest = line + strspn (line, " \t");
      line += strcspn (line, "\n");
      if (string_starts_with (rest, "plugins")
          && strchr ("=: \t", rest[strlen ("plugins")]) != NULL)
        return true;
    }
  return false;
}

/* Goes without the settings at PATH, which somebody else could change; but not
 * where they ask for plugins, which may be there for a reason. */
static int
settings_pass_over (struct pyvenv_builder *builder, const char *path,
                    const char *bytes, const char *why)
{
  struct pyvenv_context *cx = &builder->base;
  if (settings_names_plugins (bytes))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "the settings '%s' name "
                           "plugins and cannot be trusted: %s (change the owner "
                           "or mode, or set PYVENV_CONFIG)", path, why);
  pyvenv_debug (cx, "the settings '%s' are passed over: %s", path, why);
  return 0;
}

int
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
  CLEAN_TEXT struct text why = TEXT_EMPTY;
  if (!trust_file (fd, path, &why))
    return settings_pass_over (builder, path, bytes, text_string (&why));
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
