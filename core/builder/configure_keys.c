/* configure_keys.c: what was set, handed to the plugins before the first
 * environment. */
#include <config.h>

#include "builder.h"

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

/* Gives LOADED one key. */
static int
key_give (struct pyvenv_builder *builder, const struct loaded *loaded,
          const char *name, const char *value)
{
  struct pyvenv_context *cx = &builder->base;
  const struct pyvenv_key *key = key_find (loaded, name);
  if (key == NULL || loaded->plugin.config == NULL)
    return key_unknown (cx, loaded, name);
  if (key->argument != NULL && value == NULL)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "%s: the key '%s' needs a value (%s)",
                           loaded->plugin.name, name, key->argument);
  if (key->argument == NULL)
    {
      int on = 1;
      if (value != NULL && pyvenv_parse_bool (cx, name, value, &on) < 0)
        return pyvenv_fail (cx, 0, "%s", loaded->plugin.name);
      value = on ? "true" : "false";
    }

  cx->report.speaker = loaded;
  int result = loaded->plugin.config (loaded->self, cx, name, value);
  cx->report.speaker = NULL;
  if (result == 0)
    pyvenv_clear_error (cx);
  else
    context_name_culprit (cx, loaded, name);
  return result == 0 ? 0 : -1;
}

/* PYVENV_SETUPTOOLS_PIP_NO_PIP for the key no-pip of setuptools-pip. */
static const char *
key_variable (struct arena *arena, const struct loaded *loaded,
              const char *key)
{
  CLEAN_TEXT struct text name = TEXT_EMPTY;
  text_addf (&name, "PYVENV_%s_%s", loaded->plugin.name, key);
  /* Not toupper: the caller's locale may have its own idea of "i". */
  for (size_t i = 0; i < name.length; i++)
    if (name.bytes[i] == '-')
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
                                         list->items[i], "");
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
  const char *prefix = key_variable (&cx->arena, loaded, "");
  for (char **entry = environ; prefix != NULL && *entry != NULL; entry++)
    {
      if (!string_starts_with (*entry, prefix))
        continue;
      const char *name = arena_copy_bytes (&cx->arena, *entry,
                                           strcspn (*entry, "="));
      const char *key = name == NULL ? NULL
        : key_of_variable (&cx->arena, name + strlen (prefix));
      if (key != NULL && key_find (loaded, key) == NULL
          && !key_is_of_another (builder, loaded, name))
        pyvenv_warn (cx, "%s is not a key of %s (%s)", name,
                     loaded->plugin.name, key_hint (cx, loaded, key));
    }
}

/* All keys of one plugin, weakest source first. */
static int
keys_give_all (struct pyvenv_builder *builder, const struct loaded *loaded)
{
  const struct given_key *given = builder->keys;
  for (; given != NULL && given->source < SETTING_ENVIRONMENT;
       given = given->next)
    if (strcmp (given->plugin, loaded->plugin.name) == 0
        && key_give (builder, loaded, given->key, given->value) < 0)
      return given->origin == NULL ? -1
             : pyvenv_fail (&builder->base, 0, "%s", given->origin);

  for (const struct pyvenv_key *key = loaded->plugin.keys;
       key != NULL && key->name != NULL; key++)
    {
      const char *name = key_variable (&builder->base.arena, loaded,
                                       key->name);
      if (name == NULL)
        return context_no_memory (&builder->base);
      const char *value = secure_getenv (name);
      if (value != NULL && key_give (builder, loaded, key->name, value) < 0)
        return pyvenv_fail (&builder->base, 0, "%s", name);
    }

  keys_check_variables (builder, loaded);
  for (; given != NULL; given = given->next)
    if (strcmp (given->plugin, loaded->plugin.name) == 0
        && key_give (builder, loaded, given->key, given->value) < 0)
      return -1;
  return 0;
}

static int
key_has_no_plugin (struct pyvenv_builder *builder,
                   const struct given_key *given)
{
  const struct plugin_list *list = &builder->setup.plugins;
  struct nearest nearest = { .wanted = given->plugin };
  for (size_t i = 0; i < list->count; i++)
    nearest_offer (&nearest, list->items[i]->plugin.name);
  return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0,
                         "the key '%s' is for the plugin '%s', which is not "
                         "loaded (%s--plugin=%s loads it)", given->key,
                         given->plugin,
                         nearest_question (&builder->base.arena, &nearest),
                         given->plugin);
}

/* Keys that the caller gives to a plugin that is not there are a mistake; in an
 * INI file they wait for the day when it is. */
static int
keys_check_addressees (struct pyvenv_builder *builder)
{
  for (const struct given_key *given = builder->keys; given != NULL;
       given = given->next)
    if (given->source == SETTING_CALLER
        && registry_find (&builder->setup.plugins, given->plugin) == NULL)
      return key_has_no_plugin (builder, given);
  return 0;
}

/* --cache-dir, $XDG_CACHE_HOME/pyvenv, ~/.cache/pyvenv; as the
 * XDG specification says, relative values are ignored. */
static const char *
configure_cache_dir (struct pyvenv_builder *builder)
{
  struct arena *arena = &builder->base.arena;
  const char *dir = builder_value (builder, "cache-dir");
  if (builder_flag (builder, "no-cache"))
    return NULL;
  if (dir != NULL && *dir != '\0')
    {
      CLEAN_FREE char *cwd = *dir != '/' ? getcwd (NULL, 0) : NULL;
      return cwd != NULL ? arena_format (arena, "%s/%s", cwd, dir)
             : *dir == '/' ? dir : NULL;
    }

  const char *base = secure_getenv ("XDG_CACHE_HOME");
  if (base != NULL && *base == '/')
    return arena_format (arena, "%s/pyvenv", base);
  base = secure_getenv ("HOME");
  return base != NULL && *base == '/'
         ? arena_format (arena, "%s/.cache/pyvenv", base) : NULL;
}

/* A relative path is that of the caller, who knows the working directory; a
 * variable is read wherever a run happens to be. */
static int
configure_check_cache (struct pyvenv_builder *builder)
{
  const char *dir = builder_value (builder, "cache-dir");
  const char *origin = builder_origin (builder, "cache-dir");
  return origin == NULL || *dir == '\0' || *dir == '/' ? 0
         : pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "%s: "
                           "cache-dir is '%s', which is not an absolute path",
                           origin, dir);
}

/* What can be seen to fail is refused before it is begun: a new environment gets
 * its pip from ensurepip or from a plugin, of which any may bring one, or has
 * that of the system. */
static int
configure_check (struct pyvenv_builder *builder)
{
  struct pyvenv_context *cx = &builder->base;
  if (builder_flag (builder, "upgrade") && builder_flag (builder, "clear"))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "--upgrade and --clear cannot be given together");
  if (builder_flag (builder, "upgrade-deps")
      && builder_flag (builder, "without-pip")
      && builder->setup.plugins.count == 0
      && !builder_flag (builder, "system-site-packages")
      && !builder_flag (builder, "upgrade")
      && !builder_flag (builder, "allow-existing"))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "--upgrade-deps needs pip "
                           "(leave out one of --upgrade-deps and "
                           "--without-pip)");
  return 0;
}

int
builder_configure (struct pyvenv_builder *builder)
{
  if (builder->configured)
    return 0;
  struct pyvenv_context *cx = &builder->base;
  const struct plugin_list *list = &builder->setup.plugins;
  if (builder_read_variables (builder) < 0)
    return -1;
  if (configure_check_cache (builder) < 0 || configure_check (builder) < 0)
    return -1;
  builder->setup.cache_dir = configure_cache_dir (builder);

  cx->report.is_usage = true;
  int result = keys_check_addressees (builder);
  for (size_t i = 0; result == 0 && i < list->count; i++)
    result = keys_give_all (builder, list->items[i]);
  for (size_t i = 0; result == 0 && i < list->count; i++)
    {
      const struct loaded *loaded = list->items[i];
      if (loaded->plugin.config_complete == NULL)
        continue;
      cx->report.speaker = loaded;
      result = loaded->plugin.config_complete (loaded->self, cx);
      cx->report.speaker = NULL;
      if (result != 0)
        {
          context_name_culprit (cx, loaded, "config_complete");
          result = -1;
        }
      else
        pyvenv_clear_error (cx);
    }
  cx->report.is_usage = false;
  builder->configured = result == 0;
  return result;
}
