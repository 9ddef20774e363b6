/* builder_keys.c: what was set, handed to the plugins before the first
 * environment. */
#include <config.h>

#include "builder.h"

#include "key_value.h"

#include "cleanup.h"
#include "nearest.h"
#include "system.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct pyvenv_key *
key_find (const struct loaded *loaded, const char *name)
{
  for (const struct pyvenv_key *key = loaded->plugin.keys;
       key != NULL && key->name != NULL; key++)
    if (strcmp (key->name, name) == 0)
      return key;
  return NULL;
}

/* "did you mean 'no-pip'? pyvenv --plugin-info NAME lists them" */
static const char *
key_hint (pyvenv_context *cx, const struct loaded *loaded, const char *name)
{
  struct nearest nearest = { .wanted = name };
  for (const struct pyvenv_key *key = loaded->plugin.keys;
       key != NULL && key->name != NULL; key++)
    nearest_offer (&nearest, key->name);
  const char *hint = arena_format (&cx->arena,
                                   "%spyvenv --plugin-info %s lists them",
                                   nearest_question (&cx->arena, &nearest),
                                   loaded->plugin.name);
  return hint != NULL ? hint : "out of memory";
}

static int
key_unknown (pyvenv_context *cx, const struct loaded *loaded, const char *name)
{
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s: unknown key '%s' (%s)",
                         loaded->plugin.name, name,
                         key_hint (cx, loaded, name));
}

/* Gives LOADED one value of KEY, as the plugin is to see it. */
static int
key_give_value (struct pyvenv_builder *builder, const struct loaded *loaded,
                const struct pyvenv_key *key, const char *value)
{
  struct pyvenv_context *cx = &builder->base;
  cx->report.speaker = loaded;
  int result = loaded->plugin.config (loaded->self, cx, key->name, value);
  cx->report.speaker = NULL;
  if (result == 0)
    pyvenv_clear_error (cx);
  else
    context_name_culprit (cx, loaded, key->name);
  return result == 0 ? 0 : -1;
}

/* Gives LOADED all that GIVEN says of KEY. */
static int
key_give (struct pyvenv_builder *builder, const struct loaded *loaded,
          const struct pyvenv_key *key, const struct given *given)
{
  struct pyvenv_context *cx = &builder->base;
  const char *rest = given->value;
  do
    {
      const char *value;
      int found = key_next_value (&builder->settings, key, given, &rest,
                                  &value);
      if (found < 0 && given->place.source != SETTING_CALLER)
        return pyvenv_fail (cx, 0, "%s: %s", given->place.origin,
                            loaded->plugin.name);
      if (found < 0)
        return pyvenv_fail (cx, 0, "%s", loaded->plugin.name);
      if (found > 0 && key_give_value (builder, loaded, key, value) < 0)
        return given->place.origin == NULL ? -1
               : pyvenv_fail (cx, 0, "%s", given->place.origin);
    }
  while (rest != NULL);
  return 0;
}

const char *
key_variable (struct arena *arena, const char *plugin, const char *key)
{
  CLEAN_TEXT struct text name = TEXT_EMPTY;
  text_addf (&name, "PYVENV_%s_%s", plugin, key);
  /* Not toupper: the caller's locale may have its own idea of "i". */
  for (size_t i = 0; i < name.length; i++)
    if (name.bytes[i] == '-' || name.bytes[i] == ':')
      name.bytes[i] = '_';
    else if (name.bytes[i] >= 'a' && name.bytes[i] <= 'z')
      name.bytes[i] = (char) (name.bytes[i] - 'a' + 'A');
  return name.failed ? NULL : arena_copy (arena, text_string (&name));
}

/* PYVENV_SETUPTOOLS_PIP_NO_PIP is for setuptools-pip, even if there is a plugin
 * of the name setuptools: whether another plugin has a longer name that NAME
 * begins with. */
static bool
key_is_of_another (struct pyvenv_builder *builder, const struct loaded *loaded,
                   const char *name)
{
  const struct plugin_list *list = &builder->setup.plugins;
  for (size_t i = 0; i < list->count; i++)
    {
      const char *prefix = key_variable (&builder->base.arena,
                                         list->items[i]->plugin.name, "");
      if (prefix != NULL && string_starts_with (name, prefix)
          && strlen (list->items[i]->plugin.name)
             > strlen (loaded->plugin.name))
        return true;
    }
  return false;
}

/* "no-pip" for "NO_PIP"; NULL where memory is out. */
static const char *
key_of_variable (struct arena *arena, const char *rest)
{
  char *key = arena_zeroed (arena, strlen (rest) + 1);
  for (size_t i = 0; key != NULL && rest[i] != '\0'; i++)
    key[i] = rest[i] == '_' ? '-' : rest[i] >= 'A' && rest[i] <= 'Z'
      ? (char) (rest[i] - 'A' + 'a') : rest[i];
  return key;
}

/* Warns about variables that look like a key of a plugin which it does not have.
 * They do not fail: they may be meant for another version of the plugin. */
static void
keys_check_variables (struct pyvenv_builder *builder,
                      const struct loaded *loaded)
{
  struct pyvenv_context *cx = &builder->base;
  const char *prefix = key_variable (&cx->arena, loaded->plugin.name, "");
  for (char **entry = environ; prefix != NULL && *entry != NULL; entry++)
    {
      if (!string_starts_with (*entry, prefix))
        continue;
      const char *name = arena_copy_bytes (&cx->arena, *entry,
                                           strcspn (*entry, "="));
      const char *key = name == NULL ? NULL
        : key_of_variable (&cx->arena, name + strlen (prefix));
      if (key != NULL && key_find (loaded, key) == NULL
          && strcmp (key, SETTING_ORDER) != 0
          && !key_is_of_another (builder, loaded, name))
        pyvenv_warn (cx, "%s is not a key of %s (%s)", name,
                     loaded->plugin.name, key_hint (cx, loaded, key));
    }
}

int
builder_give_variable (struct pyvenv_builder *builder, const char *plugin,
                       const char *key)
{
  struct pyvenv_context *cx = &builder->base;
  const char *variable = key_variable (&cx->arena, plugin, key);
  const char *value = variable != NULL ? secure_getenv (variable) : NULL;
  const struct given given = {
    .plugin = plugin, .name = key, .value = value, .action = GIVEN_SET,
    .place = { .source = SETTING_ENVIRONMENT, .origin = variable }
  };
  if (variable == NULL)
    return context_no_memory (cx);
  return value == NULL || settings_give (&builder->settings, &given) == 0 ? 0
         : pyvenv_fail (cx, 0, "%s", variable);
}

/* Refuses what the plugin does not know. */
static int
keys_check_known (struct pyvenv_builder *builder, const struct loaded *loaded)
{
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    {
      if (given->plugin == NULL
          || strcmp (given->plugin, loaded->plugin.name) != 0
          || strcmp (given->name, SETTING_ORDER) == 0
          || strcmp (given->name, SETTING_OPTIONAL) == 0)
        continue;
      const struct pyvenv_key *key = key_find (loaded, given->name);
      if (key != NULL && loaded->plugin.config != NULL)
        continue;
      key_unknown (&builder->base, loaded, given->name);
      return given->place.origin == NULL ? -1
             : pyvenv_fail (&builder->base, 0, "%s", given->place.origin);
    }
  return 0;
}

/* Finds out what counts of KEY.  An empty value takes back the items of a list. */
static void
key_settle (struct pyvenv_builder *builder, const struct loaded *loaded,
            const struct pyvenv_key *key)
{
  const char *plugin = loaded->plugin.name;
  for (struct given *given = builder->settings.given;
       key_is_list (key) && given != NULL; given = given->next)
    if (setting_is (given, plugin, key->name) && given->value != NULL
        && given->value[strspn (given->value, " \t:")] == '\0')
      given->action = GIVEN_UNSET;
  settings_settle (&builder->settings, plugin, key->name, key_is_list (key));
}

/* Whether anybody gave KEY a value that counts. */
static bool
key_is_given (const struct pyvenv_builder *builder,
              const struct loaded *loaded, const struct pyvenv_key *key)
{
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    if (key_counts (given, loaded->plugin.name, key->name))
      return true;
  return false;
}

/* What follows from nobody giving KEY, or from somebody doing so. */
static int
key_check_presence (struct pyvenv_builder *builder,
                    const struct loaded *loaded, const struct pyvenv_key *key)
{
  struct pyvenv_context *cx = &builder->base;
  const char *plugin = loaded->plugin.name;
  bool given = key_is_given (builder, loaded, key);
  if (given && key->deprecated != NULL)
    pyvenv_warn (cx, "the key '%s' of %s is deprecated: use %s", key->name,
                 plugin, key->deprecated);
  if (!given && (key->flags & PYVENV_KEY_REQUIRED) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s: the key '%s' is "
                           "required (--set %s.%s=%s)", plugin, key->name,
                           plugin, key->name,
                           key->argument != NULL ? key->argument : "yes");
  return given || key->default_value == NULL ? 0
         : key_give_value (builder, loaded, key, key->default_value);
}

/* All keys of one plugin, weakest source first. */
static int
keys_give_plugin (struct pyvenv_builder *builder, const struct loaded *loaded)
{
  const char *plugin = loaded->plugin.name;
  for (const struct pyvenv_key *key = loaded->plugin.keys;
       key != NULL && key->name != NULL; key++)
    {
      if (builder_give_variable (builder, plugin, key->name) < 0)
        return -1;
      key_settle (builder, loaded, key);
    }
  if (keys_check_known (builder, loaded) < 0)
    return -1;
  keys_check_variables (builder, loaded);
  for (const struct pyvenv_key *key = loaded->plugin.keys;
       key != NULL && key->name != NULL; key++)
    if (key_check_presence (builder, loaded, key) < 0)
      return -1;

  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    if (given->plugin != NULL && key_counts (given, plugin, given->name))
      {
        const struct pyvenv_key *key = key_find (loaded, given->name);
        if (key != NULL && key_give (builder, loaded, key, given) < 0)
          return -1;
      }
  return 0;
}

static int
key_has_no_plugin (struct pyvenv_builder *builder,
                   const struct given *given)
{
  const struct plugin_list *list = &builder->setup.plugins;
  struct nearest nearest = { .wanted = given->plugin };
  for (size_t i = 0; i < list->count; i++)
    nearest_offer (&nearest, list->items[i]->plugin.name);
  return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0,
                         "the key '%s' is for the plugin '%s', which is not "
                         "loaded (%s--plugin=%s loads it)", given->name,
                         given->plugin,
                         nearest_question (&builder->base.arena, &nearest),
                         given->plugin);
}

/* Keys that the caller gives to a plugin that is not there are a mistake; in an
 * INI file they wait for the day when it is. */
static int
keys_check_addressees (struct pyvenv_builder *builder)
{
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    if (given->place.source == SETTING_CALLER && given->plugin != NULL
        && registry_find (&builder->setup.plugins, given->plugin) == NULL)
      return key_has_no_plugin (builder, given);
  return 0;
}

int
keys_give (struct pyvenv_builder *builder)
{
  const struct plugin_list *list = &builder->setup.plugins;
  if (keys_check_addressees (builder) < 0)
    return -1;
  for (size_t i = 0; i < list->count; i++)
    if (keys_give_plugin (builder, list->items[i]) < 0)
      return -1;
  return 0;
}
