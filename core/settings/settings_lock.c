/* settings_lock.c: what the machine's settings keep from being changed.
 *
 * A lock is an agreement, and no barrier: whoever can run a program can make an
 * environment without us. */
#include <config.h>

#include "settings.h"

#include "plugin_name.h"

#include <string.h>

#define LOCK_PLUGIN "plugin."

const struct setting_lock *
settings_lock_of (const struct settings *settings, const char *plugin,
                  const char *name)
{
  for (const struct setting_lock *lock = settings->locks; lock != NULL;
       lock = lock->next)
    {
      bool of_plugin = plugin != NULL && lock->plugin != NULL
                       && strcmp (plugin, lock->plugin) == 0;
      if ((of_plugin || (plugin == NULL && lock->plugin == NULL))
          && strcmp (name, lock->name) == 0)
        return lock;
    }
  return NULL;
}

/* Whether that can be locked. */
static bool
lock_is_known (const char *plugin, const char *name)
{
  if (plugin != NULL)
    return plugin_name_is_valid (plugin) && name_is_valid (name);
  return strcmp (name, SETTING_PLUGINS) == 0
         || strncmp (name, SETTING_VARIABLE, strlen (SETTING_VARIABLE)) == 0
         || option_find_library (name) != NULL;
}

static int
lock_make (struct settings *settings, const char *word, const char *origin,
           struct setting_lock **list)
{
  struct arena *arena = settings->arena;
  struct setting_lock *lock = arena_zeroed (arena, sizeof *lock);
  if (lock == NULL)
    return report_no_memory (settings->report);
  *lock = (struct setting_lock) { NULL, word, origin, NULL, *list };
  const size_t prefix = strlen (LOCK_PLUGIN);
  const char *dot = strncmp (word, LOCK_PLUGIN, prefix) == 0
                    ? strrchr (word, '.') : NULL;
  if (dot != NULL && dot > word + prefix)
    {
      lock->plugin = arena_copy_bytes (arena, word + prefix,
                                       (size_t) (dot - word) - prefix);
      lock->name = dot + 1;
      if (lock->plugin == NULL)
        return report_no_memory (settings->report);
    }
  if (!lock_is_known (lock->plugin, lock->name))
    return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                           "'%s' cannot be locked (an option, 'plugins' or "
                           "plugin.NAME.KEY can)", word);
  *list = lock;
  return 0;
}

int
settings_make_locks (struct settings *settings, const char *names,
                     const char *origin, struct setting_lock **list)
{
  while (*(names += strspn (names, ", \t\n")) != '\0')
    {
      size_t length = strcspn (names, ", \t\n");
      const char *word = arena_copy_bytes (settings->arena, names, length);
      if (word == NULL)
        return report_no_memory (settings->report);
      if (lock_make (settings, word, origin, list) < 0)
        return -1;
      names += length;
    }
  return 0;
}

void
settings_add_locks (struct settings *settings, struct setting_lock *list,
                    const char *message)
{
  while (list != NULL)
    {
      struct setting_lock *next = list->next;
      list->message = message;
      list->next = settings->locks;
      settings->locks = list;
      list = next;
    }
}

/* The value of NAME that the files give; NULL: none. */
static const char *
lock_value (const struct settings *settings, const char *plugin,
            const char *name)
{
  const char *value = NULL;
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (given->place.source == SETTING_FILE && setting_is (given, plugin, name))
      value = given->action == GIVEN_SET ? given->value : NULL;
  return value;
}

/* Whether the files ask for the plugin NAME. */
static bool
lock_has_plugin (const struct settings *settings, const char *name)
{
  bool has = false;
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (given->place.source == SETTING_FILE
        && setting_is (given, NULL, SETTING_PLUGINS)
        && (given->action == GIVEN_UNSET || strcmp (given->value, name) == 0))
      has = given->action == GIVEN_ADD;
  return has;
}

/* Whether GIVEN leaves all as it is. */
static bool
lock_is_harmless (const struct settings *settings, const struct given *given)
{
  if (setting_is (given, NULL, SETTING_PLUGINS))
    return given->action != GIVEN_UNSET
           && lock_has_plugin (settings, given->value)
              == (given->action == GIVEN_ADD);
  if (given->action != GIVEN_SET || given->value == NULL)
    return false;
  const char *locked = lock_value (settings, given->plugin, given->name);
  const struct option_row *option = given->plugin == NULL
                                    ? option_find_library (given->name) : NULL;
  if (locked == NULL && option != NULL && option->argument == NULL)
    locked = "false";
  return locked != NULL && strcmp (locked, given->value) == 0;
}

/* The lock that GIVEN would break, or NULL.  Whoever may not change the plugins
 * may not go without them, or let one of them be absent. */
static const struct setting_lock *
lock_broken_by (const struct settings *settings, const struct given *given)
{
  const char *name = given->name;
  if (given->plugin == NULL && (strcmp (name, "no-plugins") == 0
                                || strcmp (name, SETTING_OPTIONAL) == 0)
      && settings_lock_of (settings, NULL, name) == NULL)
    name = SETTING_PLUGINS;
  if (given->plugin != NULL && strcmp (name, SETTING_OPTIONAL) == 0)
    name = given->value;
  const struct setting_lock *lock = settings_lock_of (settings, given->plugin,
                                                      name);
  return lock == NULL || lock_is_harmless (settings, given) ? NULL : lock;
}

int
settings_check_lock (struct settings *settings, const struct given *given)
{
  const struct setting_lock *lock
    = settings->locks == NULL ? NULL : lock_broken_by (settings, given);
  if (lock == NULL)
    return 0;
  return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                         "'%s%s%s%s' is locked by %s%s%s",
                         given->plugin != NULL ? LOCK_PLUGIN : "",
                         given->plugin != NULL ? given->plugin : "",
                         given->plugin != NULL ? "." : "", given->name,
                         lock->origin, lock->message != NULL ? ": " : "",
                         lock->message != NULL ? lock->message : "");
}

int
settings_check_locks (struct settings *settings)
{
  for (const struct given *given = settings->given;
       settings->locks != NULL && given != NULL; given = given->next)
    if (given->place.source == SETTING_CALLER
        && settings_check_lock (settings, given) < 0)
      return -1;
  return 0;
}
