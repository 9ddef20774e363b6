/* settings_option.c: options: their values, who gave them, and what is
 * refused. */
#include <config.h>

#include "settings.h"

#include "nearest.h"
#include "system.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* ---- What they are --------------------------------------------------- */

static const struct given *
option_given (const struct settings *settings, const char *name)
{
  const struct option_row *option = option_find_library (name);
  return option != NULL ? settings->options[option - option_table] : NULL;
}

const char *
settings_value (const struct settings *settings, const char *name)
{
  const struct given *given = option_given (settings, name);
  return given != NULL ? given->value : NULL;
}

const char *
settings_origin (const struct settings *settings, const char *name)
{
  const struct given *given = option_given (settings, name);
  return given != NULL ? given->place.origin : NULL;
}

const char *
settings_next_value (const struct settings *settings, const char *name,
                     const struct given **at)
{
  const struct given *given = *at != NULL ? (*at)->next : settings->given;
  while (given != NULL && (given->action != GIVEN_SET || given->is_overridden
                           || !setting_is (given, NULL, name)))
    given = given->next;
  *at = given;
  return given != NULL ? given->value : NULL;
}

int
settings_list (const struct settings *settings, const char *name,
               const char ***ret)
{
  const struct given *given = NULL;
  const char *value;
  size_t count = 0;
  *ret = NULL;
  while (settings_next_value (settings, name, &given) != NULL)
    count++;
  if (count == 0)
    return 0;
  const char **list = arena_zeroed (settings->arena, (count + 1) * sizeof *list);
  if (list == NULL)
    return report_no_memory (settings->report);
  for (count = 0; (value = settings_next_value (settings, name, &given)) != NULL;)
    if (*value != '\0')
      list[count++] = value;
  *ret = list;
  return 0;
}

bool
settings_flag (const struct settings *settings, const char *name)
{
  const char *value = settings_value (settings, name);
  return value != NULL && strcmp (value, "true") == 0;
}

/* ---- Giving them ----------------------------------------------------- */

/* The values that would otherwise be noticed late, or not at all. */
static int
option_check_value (struct report *report, const struct option_row *option,
                    const char *value)
{
  if (option_accepts (option, value))
    return 0;
  return report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                         "%s is '%s', which is not %s%s", option->name, value,
                         option_wants (option),
                         option->choices != NULL ? option->choices : "");
}

static int
option_unknown (struct settings *settings, const char *name,
                enum setting_source source)
{
  struct nearest nearest = { .wanted = name };
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].is_library)
      nearest_offer (&nearest, option_table[i].name);
  if (source == SETTING_FILE)
    nearest_offer (&nearest, SETTING_PLUGINS);
  return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                         "unknown option '%s' (%spyvenv.ini(5) lists them)",
                         name, nearest_question (settings->arena, &nearest));
}

/* A path in a file starts from that file's folder, and nobody means a folder of
 * the name "~".  Else the value stays. */
static const char *
option_resolve (struct settings *settings, const struct option_row *option,
                const char *value, const struct setting_place *place)
{
  bool is_path = option->type == OPTION_TYPE_FOLDER
                 || (option->type == OPTION_TYPE_INTERPRETER
                     && strchr (value, '/') != NULL);
  if (!is_path || *value == '\0' || *value == '/'
      || (*value != '~' && place->folder == NULL))
    return value;
  return settings_path (settings, value, place);
}

/* The value to keep: VALUE, or "true" or "false" for a flag; NULL after
 * report_fail. */
static const char *
option_read_value (struct settings *settings, const struct option_row *option,
                   const char *value, const struct setting_place *place)
{
  struct report *report = settings->report;
  if (option->argument == NULL)
    {
      bool on = true;
      if (value != NULL && !string_to_bool (value, &on))
        {
          report_fail_as (report, PYVENV_ERROR_USAGE, 0, "'%s' is '%s', which "
                          "is neither true nor false", option->name, value);
          return NULL;
        }
      return on ? "true" : "false";
    }
  if (value == NULL && option->argument_is_optional)
    return "";
  if (value == NULL)
    {
      report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                      "the option '%s' needs a value", option->name);
      return NULL;
    }
  return option_check_value (report, option, value) < 0 ? NULL
         : option_resolve (settings, option, value, place);
}

/* Finds out again what counts of OPTION. */
static void
option_settle (struct settings *settings, const struct option_row *option)
{
  const struct given **slot = &settings->options[option - option_table];
  *slot = NULL;
  settings_settle (settings, NULL, option->name, option->is_list);
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (given->action == GIVEN_SET && !given->is_overridden
        && setting_is (given, NULL, option->name))
      *slot = given;
}

int
settings_put_option (struct settings *settings, const char *name,
                     const char *value, const struct setting_place *place)
{
  const struct option_row *option = option_find_library (name);
  if (option == NULL)
    return option_unknown (settings, name, place->source);
  value = option_read_value (settings, option, value, place);
  if (value == NULL)
    return -1;
  const struct given given = { .name = option->name, .value = value,
                               .action = GIVEN_SET, .place = *place };
  if (settings_give (settings, &given) < 0)
    return -1;
  option_settle (settings, option);

  /* What is turned on turns off what it excludes. */
  return option->excludes != NULL && strcmp (value, "true") == 0
         ? settings_put_option (settings, option->excludes, "false", place) : 0;
}

int
settings_unset_option (struct settings *settings, const char *name,
                       const struct setting_place *place)
{
  const struct option_row *option = option_find_library (name);
  if (option == NULL)
    return option_unknown (settings, name, place->source);
  const struct given given = { .name = option->name, .action = GIVEN_UNSET,
                               .place = *place };
  if (settings_give (settings, &given) < 0)
    return -1;
  option_settle (settings, option);
  return 0;
}

/* Empty variables count as not set. */
int
settings_read_variables (struct settings *settings)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    {
      const char *variable = option_table[i].variable;
      const char *value = variable != NULL ? secure_getenv (variable) : NULL;
      const struct setting_place place = { SETTING_ENVIRONMENT, variable, NULL,
                                           NULL };
      if (value != NULL && *value != '\0'
          && settings_put_option (settings, option_table[i].name, value,
                                  &place) < 0)
        return report_fail (settings->report, 0, "%s", variable);
    }
  return 0;
}
