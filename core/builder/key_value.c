/* key_value.c: the values of keys, by their types. */
#include <config.h>

#include "key_value.h"

#include "cleanup.h"
#include "file.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define SECRET_LIMIT ((size_t) 1 << 16)

bool
key_is_list (const struct pyvenv_key *key)
{
  return (key->flags & PYVENV_KEY_REPEATABLE) != 0
         || key->type == PYVENV_KEY_PATHS;
}

bool
key_counts (const struct given *given, const char *plugin, const char *name)
{
  return setting_is (given, plugin, name) && !given->is_overridden
         && given->action != GIVEN_REMOVE && given->action != GIVEN_UNSET;
}

static int
value_refuse (struct settings *settings, const struct pyvenv_key *key,
              const char *value, const char *what)
{
  return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                         "%s is '%s', which is not %s", key->name, value, what);
}

static bool
value_is_int (const char *value)
{
  value += *value == '-' || *value == '+';
  size_t digits = strspn (value, "0123456789");
  return digits > 0 && digits <= 18 && value[digits] == '\0';
}

static bool
value_is_url (const char *value)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
  size_t scheme = strspn (value, letters);
  return scheme > 1 && value[scheme] == ':' && value[scheme + 1] != '\0';
}

/* A path, absolute.  Returns as key_next_value. */
static int
value_path (struct settings *settings, const struct pyvenv_key *key,
            const struct given *given, const char **value)
{
  struct stat st;
  /* A later value may say it empty, to take back an earlier one. */
  if (**value == '\0')
    return 1;
  *value = settings_path (settings, *value, &given->place);
  if (*value == NULL)
    return -1;
  if (stat (*value, &st) == 0 || (errno != ENOENT && errno != ENOTDIR))
    return 1;
  if (settings_is_optional (settings, given->plugin, key->name))
    {
      report_debug (settings->report, "%s: '%s' is optional and not there",
                    key->name, *value);
      return 0;
    }
  return (key->flags & PYVENV_KEY_EXISTS) == 0 ? 1
         : report_fail_as (settings->report, PYVENV_ERROR_USAGE, ENOENT,
                           "cannot find '%s', which %s names", *value,
                           key->name);
}

/* The first line of the file that "@FILE" names. */
static int
value_secret (struct settings *settings, const struct pyvenv_key *key,
              const struct given *given, const char **value)
{
  if (**value != '@')
    return 1;
  ++*value;
  if (**value == '@')
    return 1;
  size_t length;
  const char *path = settings_path (settings, *value, &given->place);
  CLEAN_FREE char *bytes = path == NULL ? NULL
                           : file_read (AT_FDCWD, path, SECRET_LIMIT, &length);
  if (path == NULL)
    return -1;
  if (bytes == NULL)
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, errno,
                           "cannot read '%s', which %s names", path, key->name);
  *value = arena_copy_bytes (settings->arena, bytes, strcspn (bytes, "\r\n"));
  return *value != NULL ? 1 : report_no_memory (settings->report);
}

/* Checks one value, and changes it to what the plugin is to see. */
static int
value_read (struct settings *settings, const struct pyvenv_key *key,
            const struct given *given, const char **value)
{
  const struct option_row choice = { .type = OPTION_TYPE_CHOICE,
                                     .choices = key->choices };
  switch (key->type)
    {
    case PYVENV_KEY_INT:
      return value_is_int (*value) ? 1
             : value_refuse (settings, key, *value, "a number");
    case PYVENV_KEY_CHOICE:
      return key->choices == NULL || option_accepts (&choice, *value) ? 1
             : report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "%s is "
                               "'%s', which is not one of: %s", key->name,
                               *value, key->choices);
    case PYVENV_KEY_PATH:
    case PYVENV_KEY_PATHS:
      return value_path (settings, key, given, value);
    case PYVENV_KEY_URL:
      return **value == '\0' || value_is_url (*value) ? 1
             : value_refuse (settings, key, *value, "a URL");
    case PYVENV_KEY_SECRET:
      return value_secret (settings, key, given, value);
    default:
      return 1;
    }
}

static int
value_flag (struct settings *settings, const struct pyvenv_key *key,
            const char **value)
{
  bool on = true;
  if (*value != NULL && !string_to_bool (*value, &on))
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "'%s' is "
                           "'%s', which is neither true nor false", key->name,
                           *value);
  *value = on ? "true" : "false";
  return 1;
}

/* The lines of a value that is no list, in one. */
static int
value_join (struct settings *settings, const char **value)
{
  if (strchr (*value, '\n') == NULL)
    return 1;
  char *copy = arena_zeroed (settings->arena, strlen (*value) + 1);
  if (copy == NULL)
    return report_no_memory (settings->report);
  for (size_t i = 0; (*value)[i] != '\0'; i++)
    copy[i] = (*value)[i] == '\n' ? ' ' : (*value)[i];
  *value = copy;
  return 1;
}

int
key_next_value (struct settings *settings, const struct pyvenv_key *key,
                const struct given *given, const char **rest,
                const char **value)
{
  bool of_file = given->place.source == SETTING_FILE;
  const char *ends = key->type == PYVENV_KEY_PATHS ? of_file ? ":\n" : ":"
                     : key_is_list (key) && of_file ? "\n" : "";
  *value = *rest;
  *rest = NULL;
  if (key->argument == NULL)
    return value_flag (settings, key, value);
  if (*value == NULL)
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "the key "
                           "'%s' needs a value (%s)", key->name, key->argument);
  if (given->action == GIVEN_ADD && !key_is_list (key))
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "the key "
                           "'%s' is not a list: it takes = and no +=",
                           key->name);

  size_t length = strcspn (*value, ends);
  if ((*value)[length] != '\0')
    *rest = *value + length + 1;
  *value = arena_copy_bytes (settings->arena, *value, length);
  if (*value == NULL)
    return report_no_memory (settings->report);
  if (**value == '\0' && key_is_list (key))
    return 0;
  if (of_file && !key_is_list (key) && value_join (settings, value) < 0)
    return -1;
  return value_read (settings, key, given, value);
}
