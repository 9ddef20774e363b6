/* settings.c: all that was given, and what of it counts. */
#include <config.h>

#include "settings.h"

#include "cleanup.h"
#include "plugin_name.h"
#include "text.h"
#include "user_folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
settings_same (const char *a, const char *b)
{
  return a == NULL || b == NULL ? a == b : strcmp (a, b) == 0;
}

bool
setting_is (const struct given *given, const char *plugin, const char *name)
{
  return settings_same (given->plugin, plugin)
         && strcmp (given->name, name) == 0;
}

/* Whether both stand in one file, or both on the command line. */
static bool
settings_share_place (const struct given *a, const struct given *b)
{
  return a->place.source == b->place.source
         && settings_same (a->place.file, b->place.file);
}

/* Whether LATER takes back or replaces EARLIER, which has its name. */
static bool
settings_overrides (const struct given *later, const struct given *earlier,
                    bool is_list)
{
  switch (later->action)
    {
    case GIVEN_UNSET: return true;
    case GIVEN_REMOVE: return settings_same (later->value, earlier->value);
    case GIVEN_ADD:
    case GIVEN_DEFAULT: return false;
    default: return !is_list || !settings_share_place (later, earlier);
    }
}

void
settings_settle (struct settings *settings, const char *plugin,
                 const char *name, bool is_list)
{
  for (struct given *given = settings->given; given != NULL;
       given = given->next)
    {
      if (!setting_is (given, plugin, name))
        continue;
      given->is_overridden = false;
      for (struct given *earlier = settings->given; earlier != given;
           earlier = earlier->next)
        if (setting_is (earlier, plugin, name)
            && settings_overrides (given, earlier, is_list))
          earlier->is_overridden = true;
    }
}

/* A copy in the arena, without a place in the list. */
static struct given *
settings_copy (struct settings *settings, const struct given *given)
{
  struct arena *arena = settings->arena;
  struct given *copy = arena_zeroed (arena, sizeof *copy);
  if (copy == NULL)
    return NULL;
  *copy = *given;
  if (given->plugin != NULL)
    copy->plugin = arena_copy (arena, given->plugin);
  copy->name = arena_copy (arena, given->name);
  if (given->value != NULL)
    copy->value = arena_copy (arena, given->value);
  bool whole = copy->name != NULL
               && (given->plugin == NULL || copy->plugin != NULL)
               && (given->value == NULL || copy->value != NULL);
  return whole ? copy : NULL;
}

int
settings_give (struct settings *settings, const struct given *given)
{
  if (given->place.source != SETTING_CALLER
      && settings_check_lock (settings, given) < 0)
    return -1;
  struct given *copy = settings_copy (settings, given);
  if (copy == NULL)
    return report_no_memory (settings->report);

  /* In one source the later is the stronger. */
  struct given **at = &settings->given;
  while (*at != NULL && (*at)->place.source <= copy->place.source)
    at = &(*at)->next;
  copy->next = *at;
  *at = copy;
  return 0;
}

/* ---- Plugins --------------------------------------------------------- */

/* Whether GIVEN asks for the plugin NAME. */
static bool
settings_loads (const struct given *given, const char *name)
{
  return setting_is (given, NULL, SETTING_PLUGINS) && given->action == GIVEN_ADD
         && !given->is_overridden && strcmp (given->value, name) == 0;
}

int
settings_add_plugin (struct settings *settings, const char *name,
                     enum given_action action,
                     const struct setting_place *place)
{
  const struct given given = { .name = SETTING_PLUGINS, .value = name,
                               .action = action, .place = *place };
  /* A user may ask for what the machine's settings load anyway. */
  for (const struct given *other = settings->given;
       action == GIVEN_ADD && other != NULL; other = other->next)
    if (settings_loads (other, name) && settings_share_place (other, &given))
      return report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                             "the plugin '%s' is named twice", name);
  if (settings_give (settings, &given) < 0)
    return -1;
  settings_settle (settings, NULL, SETTING_PLUGINS, true);
  return 0;
}

const struct given *
settings_next_plugin (const struct settings *settings,
                      const struct given *previous)
{
  const struct given *given = previous == NULL ? settings->given
                                               : previous->next;
  for (; given != NULL; given = given->next)
    {
      if (!settings_loads (given, given->value))
        continue;
      const struct given *first = settings->given;
      while (!settings_loads (first, given->value))
        first = first->next;
      if (first == given)
        return given;
    }
  return NULL;
}

bool
settings_is_optional (const struct settings *settings, const char *plugin,
                      const char *name)
{
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (setting_is (given, plugin, SETTING_OPTIONAL)
        && strcmp (given->value, name) == 0)
      return true;
  return false;
}

bool
settings_is_removed (const struct settings *settings, const char *name)
{
  bool removed = false;
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (setting_is (given, NULL, SETTING_PLUGINS)
        && settings_same (given->value, name))
      removed = given->action == GIVEN_REMOVE;
  return removed;
}

bool
settings_is_order (const char *value)
{
  size_t digits = strspn (value, "0123456789");
  long order = digits > 0 && digits <= 4 && value[digits] == '\0'
               ? strtol (value, NULL, 10) : 0;
  return order >= 1 && order <= 1000;
}

/* ---- Paths ----------------------------------------------------------- */

/* PATH below the user's home, for "~" and "~/...". */
static const char *
settings_home_path (struct settings *settings, const char *path)
{
  const char *home = user_folder_home ();
  if (path[1] != '\0' && path[1] != '/')
    {
      report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                      "'%s' is in the home of another user, whose path has to "
                      "be written out", path);
      return NULL;
    }
  if (home == NULL)
    {
      report_fail_as (settings->report, PYVENV_ERROR_USAGE, 0,
                      "'%s' is in the home folder, and HOME is not set", path);
      return NULL;
    }
  const char *whole = arena_format (settings->arena, "%s%s", home, path + 1);
  if (whole == NULL)
    report_no_memory (settings->report);
  return whole;
}

const char *
settings_path (struct settings *settings, const char *path,
               const struct setting_place *place)
{
  if (*path == '~')
    return settings_home_path (settings, path);
  if (*path == '/')
    return path;
  CLEAN_FREE char *cwd = place->folder == NULL ? getcwd (NULL, 0) : NULL;
  const char *folder = place->folder != NULL ? place->folder : cwd;
  const char *whole = folder == NULL ? NULL
    : arena_format (settings->arena, "%s/%s", folder, path);
  if (folder == NULL)
    report_fail (settings->report, errno, "cannot tell the working directory, "
                 "which '%s' starts from", path);
  else if (whole == NULL)
    report_no_memory (settings->report);
  return whole;
}
