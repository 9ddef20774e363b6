/* settings_put.c: what the keys of INI files mean. */
#include <config.h>

#include "settings_put.h"

#include "text.h"

#include <string.h>

static int
put_no_memory (struct settings_reading *reading)
{
  return report_no_memory (reading->settings->report);
}

/* ---- What a line means ----------------------------------------------- */

/* Calls PUT for each word of VALUE, which blanks or commas separate. */
static int
put_each (struct settings_reading *reading, const char *value,
          int (*put) (struct settings_reading *, const char *,
                      const struct setting_place *),
          const struct setting_place *place)
{
  while (*(value += strspn (value, ", \t\n")) != '\0')
    {
      size_t length = strcspn (value, ", \t\n");
      const char *word = arena_copy_bytes (reading->settings->arena, value,
                                           length);
      if (word == NULL)
        return put_no_memory (reading);
      if (put (reading, word, place) < 0)
        return -1;
      value += length;
    }
  return 0;
}

/* Adds or removes a plugin: its name, or its file, whose path starts from the folder
 * of this one. */
static int
put_plugin (struct settings_reading *reading, const char *name,
            enum given_action action, const struct setting_place *place)
{
  if (*name == '~' || strchr (name, '/') != NULL)
    name = settings_path (reading->settings, name, place);
  return name == NULL ? -1
         : settings_add_plugin (reading->settings, name, action, place);
}

static int
put_add_plugin (struct settings_reading *reading, const char *name,
                const struct setting_place *place)
{
  return put_plugin (reading, name, GIVEN_ADD, place);
}

static int
put_remove_plugin (struct settings_reading *reading, const char *name,
                   const struct setting_place *place)
{
  return put_plugin (reading, name, GIVEN_REMOVE, place);
}

/* Keeps VALUE under NAME for the section that is read. */
static int
put_give (struct settings_reading *reading, const char *name, const char *value,
          enum given_action action, const struct setting_place *place)
{
  const bool of_plugin = string_starts_with (reading->section, "plugin ");
  const struct given given = {
    .plugin = of_plugin ? reading->section + strlen ("plugin ") : NULL,
    .name = name, .value = value, .action = action, .place = *place
  };
  return settings_give (reading->settings, &given);
}

static int
put_add_optional (struct settings_reading *reading, const char *name,
                  const struct setting_place *place)
{
  return put_give (reading, SETTING_OPTIONAL, name, GIVEN_ADD, place);
}

static int
put_unset (struct settings_reading *reading, const char *name,
           const struct setting_place *place)
{
  if (strcmp (reading->section, "pyvenv") == 0
      && strcmp (name, SETTING_PLUGINS) != 0)
    return settings_unset_option (reading->settings, name, place);
  bool is_variable = strcmp (reading->section, "activate") == 0;
  if (is_variable)
    name = arena_format (reading->settings->arena, SETTING_VARIABLE "%s", name);
  if (name == NULL)
    return put_no_memory (reading);
  if (put_give (reading, name, NULL, GIVEN_UNSET, place) < 0)
    return -1;
  if (is_variable)
    settings_settle (reading->settings, NULL, name, true);
  if (strcmp (reading->section, "pyvenv") == 0)
    settings_settle (reading->settings, NULL, name, true);
  return 0;
}

/* Refuses what WHAT tells where the file is not the machine's, or not root's. */
static int
put_check_root (const struct settings_reading *reading, const char *what)
{
  return (reading->flags & SETTINGS_MACHINE) != 0 && reading->is_roots ? 0
         : report_fail_as (reading->settings->report, PYVENV_ERROR_USAGE, 0,
                           "only a file of root's in the folder of the machine's "
                           "settings can %s", what);
}

/* Locks come into force behind the file, which may set what it locks. */
static int
put_lock (struct settings_reading *reading, const char *value,
          const struct setting_place *place)
{
  return put_check_root (reading, "lock") < 0 ? -1
         : settings_make_locks (reading->settings, value, place->origin,
                                &reading->locks);
}

static int
put_cache_group (struct settings_reading *reading, const char *value,
                 const struct setting_place *place)
{
  if (put_check_root (reading, "set " SETTING_CACHE_GROUP) < 0
      || put_give (reading, SETTING_CACHE_GROUP, value, GIVEN_SET, place) < 0)
    return -1;
  settings_settle (reading->settings, NULL, SETTING_CACHE_GROUP, false);
  return 0;
}

/* A file must not make `pyvenv env` delete or change what is there. */
static bool
put_is_for_run (const char *key)
{
  const struct option_row *option = option_find_library (key);
  return option != NULL && option->is_for_run;
}

/* Blanks in the place of line ends. */
static const char *
put_one_line (struct settings_reading *reading, const char *value)
{
  const char *copy = arena_copy (reading->settings->arena, value);
  for (char *s = (char *) copy; s != NULL && *s != '\0'; s++)
    if (*s == '\n')
      *s = ' ';
  return copy;
}

static int
put_option (struct settings_reading *reading, const char *key, const char *value,
                char sign, const struct setting_place *place)
{
  struct settings *settings = reading->settings;
  if (put_is_for_run (key))
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                           "'%s' decides what becomes of an existing environment "
                           "and is not taken from a file (give --%s on the "
                           "command line)", key, key);
  if (strcmp (key, SETTING_PLUGINS) == 0)
    return put_each (reading, value, sign == '-' ? put_remove_plugin
                     : put_add_plugin, place);
  if (sign != '=')
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                           "'%s' is not a list: it takes = and no %c=", key,
                           sign);
  if (strcmp (key, "lock") == 0)
    return put_lock (reading, value, place);
  if (strcmp (key, "lock-message") == 0)
    {
      reading->lock_message = put_one_line (reading, value);
      return reading->lock_message != NULL ? 0 : put_no_memory (reading);
    }
  value = put_one_line (reading, value);
  if (value != NULL && strcmp (key, SETTING_CACHE_GROUP) == 0)
    return put_cache_group (reading, value, place);
  return value == NULL ? put_no_memory (reading)
         : settings_put_option (settings, key, value, place);
}

/* A variable for the activation scripts. */
static int
put_variable (struct settings_reading *reading, const char *key, char sign,
              const char *value, const struct setting_place *place)
{
  struct settings *settings = reading->settings;
  const char *name = arena_format (settings->arena, SETTING_VARIABLE "%s", key);
  value = put_one_line (reading, value);
  if (name == NULL || value == NULL)
    return put_no_memory (reading);
  const struct given given = {
    .name = name, .value = value, .place = *place,
    .action = sign == '?' ? GIVEN_DEFAULT
              : sign == '+' || strcmp (name, SETTING_ADD_PATH) == 0 ? GIVEN_ADD
              : GIVEN_SET
  };
  if (sign == '-')
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0, "'%s' takes "
                           "=, += (in front) or ?= (where it is not set)", key);
  if (settings_give (settings, &given) < 0)
    return -1;
  settings_settle (settings, NULL, name, true);
  return 0;
}

static int
put_order (struct settings_reading *reading, const char *value,
               const struct setting_place *place)
{
  if (!settings_is_order (value))
    return report_fail_as (reading->settings->report, PYVENV_ERROR_USAGE, 0,
                           "order is '%s', which is not a number from 1 to 1000",
                           value);
  return put_give (reading, SETTING_ORDER, value, GIVEN_SET, place);
}

int
settings_put (struct settings_reading *reading, const char *key, char sign,
         const char *value, const struct setting_place *place)
{
  if (*reading->section == '\0')
    return report_fail_as (reading->settings->report, PYVENV_ERROR_USAGE, 0,
                           "the key '%s' stands before any section; most belong "
                           "below a line [pyvenv]", key);
  if (*key == '\0')
    return report_fail_as (reading->settings->report, PYVENV_ERROR_USAGE, 0,
                           "there is no key in front of the =");
  if (strcmp (key, SETTING_UNSET_NAME) == 0 && sign == '=')
    return put_each (reading, value, put_unset, place);
  if (strcmp (key, SETTING_OPTIONAL) == 0 && sign != '-')
    return put_each (reading, value, put_add_optional, place);
  if (strcmp (reading->section, "activate") == 0)
    return put_variable (reading, key, sign, value, place);
  if (sign == '?')
    return report_fail_as (reading->settings->report, PYVENV_ERROR_USAGE, 0,
                           "'%s' takes no ?=, which is for [activate]", key);
  if (strcmp (reading->section, "pyvenv") == 0)
    return put_option (reading, key, value, sign, place);
  if (strcmp (key, SETTING_ORDER) == 0)
    return put_order (reading, value, place);
  return put_give (reading, key, value, sign == '+' ? GIVEN_ADD
                   : sign == '-' ? GIVEN_REMOVE : GIVEN_SET, place);
}
