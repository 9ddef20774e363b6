/* resolve_settings.c: what of pip's settings its answers depend on. */
#include <config.h>

#include "resolve_settings.h"

#include "cleanup.h"
#include "configparser.h"
#include "file.h"
#include "pip_config.h"
#include "pip_files.h"
#include "pip_option.h"
#include "system.h"

#include <errno.h>

/* The largest file that is read. */
#define RESOLVE_SETTINGS_LIMIT ((size_t) 1 << 20)

struct resolve_settings_reader {
  struct resolve_settings *settings;
  struct arena *arena;
  bool failed;
};

/* Notes the files that the option KEY names; they are in VALUE, between blanks. */
static void
resolve_settings_note (struct resolve_settings_reader *reader, const char *key,
                       const char *value)
{
  bool links = pip_option_is (key, "find-links");
  if (!links && !pip_option_is (key, "constraint")
      && !pip_option_is (key, "requirement"))
    return;
  struct string_vector *into
    = links ? &reader->settings->links : &reader->settings->files;
  const char *const *item = pip_config_list (reader->arena, value);
  reader->failed = reader->failed || item == NULL;
  for (; item != NULL && *item != NULL; item++)
    if (string_vector_append (into, *item) < 0)
      reader->failed = true;
}

static void
resolve_settings_on_entry (void *data, const char *section, const char *key,
                           const char *value)
{
  (void) section;
  resolve_settings_note (data, key, value);
}

/* Adds the file at PATH, which need not exist.  One that pip cannot read either
 * counts as far as it is read, as in pip_values_read. */
static void
resolve_settings_add_file (struct resolve_settings_reader *reader,
                           struct text *key, const char *path)
{
  unsigned line;
  size_t length = 0;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = fd < 0 ? NULL
    : file_read_open (fd, RESOLVE_SETTINGS_LIMIT, &length);
  if (fd >= 0 && bytes == NULL)
    reader->settings->is_whole = false;
  text_addf (key, "file %zu\n", bytes != NULL ? length : 0);
  if (bytes == NULL)
    return;
  text_add_bytes (key, bytes, length);
  configparser_read (bytes, length, resolve_settings_on_entry, reader, &line);
}

static int
resolve_settings_compare (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Adds the variables in an order of their own. */
static int
resolve_settings_add_variables (struct resolve_settings_reader *reader,
                                struct text *key)
{
  struct string_vector variables = { .arena = reader->arena };
  for (char **variable = environ; *variable != NULL; variable++)
    if (string_starts_with (*variable, "PIP_")
        && string_vector_append (&variables, *variable) < 0)
      return -1;
  if (variables.count > 0)
    qsort (variables.items, variables.count, sizeof *variables.items,
           resolve_settings_compare);
  for (size_t i = 0; i < variables.count; i++)
    {
      const char *variable = variables.items[i];
      size_t length = strcspn (variable, "=");
      const char *name = arena_copy_bytes (reader->arena, variable + 4,
                                           length > 4 ? length - 4 : 0);
      if (name == NULL)
        return -1;
      text_addf (key, "%s\n", variable);
      if (variable[length] == '=')
        resolve_settings_note (reader, name, variable + length + 1);
    }
  return 0;
}

int
resolve_settings_read (struct resolve_settings *ret, pyvenv_context *cx,
                       struct arena *arena, struct text *key)
{
  *ret = (struct resolve_settings) {
    .files.arena = arena, .links.arena = arena, .is_whole = true
  };
  struct resolve_settings_reader reader = { ret, arena, false };
  const char *const *file = pip_files (arena, pyvenv_env_dir (cx));
  if (file == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot read the settings of pip");
  for (; *file != NULL; file++)
    resolve_settings_add_file (&reader, key, *file);
  if (resolve_settings_add_variables (&reader, key) < 0 || reader.failed
      || key->failed)
    return pyvenv_fail (cx, ENOMEM, "cannot read the settings of pip");
  return 0;
}
