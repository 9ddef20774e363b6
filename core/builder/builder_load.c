/* builder_load.c: the plugins that the settings and the caller name. */
#include <config.h>

#include "builder.h"

#include <stdlib.h>
#include <string.h>

#define ENSUREPIP "ensurepip"

/* The place in the chain that was asked for NAME, a plugin or its file; 0: none;
 * -1 after pyvenv_fail. */
static int
builder_order_of (struct pyvenv_builder *builder, const char *name)
{
  struct pyvenv_context *cx = &builder->base;
  const char *plugin = registry_plugin_name (cx, name);
  if (plugin == NULL
      || builder_give_variable (builder, plugin, SETTING_ORDER) < 0)
    return -1;
  settings_settle (&builder->settings, plugin, SETTING_ORDER, false);
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    {
      if (!setting_is (given, plugin, SETTING_ORDER) || given->is_overridden
          || given->value == NULL)
        continue;
      if (settings_is_order (given->value))
        return (int) strtol (given->value, NULL, 10);
      pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "order is '%s', which is not a "
                      "number from 1 to 1000", given->value);
      return given->place.origin == NULL ? -1
             : pyvenv_fail (cx, 0, "%s", given->place.origin);
    }
  return 0;
}

static bool
builder_has_pip (const struct pyvenv_builder *builder)
{
  const struct plugin_list *list = &builder->setup.plugins;
  for (size_t i = 0; i < list->count; i++)
    if ((list->items[i]->plugin.provides & PYVENV_PROVIDES_PIP) != 0)
      return true;
  return false;
}

/* Loads NAMED.  Where a file asks for what cannot be loaded, whoever wants an
 * environment now needs a way around it. */
static int
builder_load_named (struct pyvenv_builder *builder, const struct given *named)
{
  struct pyvenv_context *cx = &builder->base;
  struct settings *settings = &builder->settings;
  const char *name = named->value;
  if (settings_is_optional (settings, NULL, name)
      && registry_is_absent (cx, name))
    {
      pyvenv_debug (cx, "the plugin '%s' is optional and not there", name);
      return 0;
    }
  int order = builder_order_of (builder, name);
  if (order >= 0
      && registry_add (&builder->setup.plugins, cx, name, order) == 0)
    return 0;
  if (named->place.source != SETTING_FILE)
    return -1;
  return pyvenv_fail (cx, 0, settings_lock_of (settings, NULL, SETTING_PLUGINS)
                      != NULL ? "%s" : "%s (--no-plugin=%s goes without)",
                      named->place.origin, name);
}

/* ensurepip, unless something else brings pip, or none is wanted. */
static int
builder_load_pip (struct pyvenv_builder *builder)
{
  if (settings_flag (&builder->settings, "without-pip")
      || builder_has_pip (builder)
      || settings_is_removed (&builder->settings, ENSUREPIP))
    return 0;
  int order = builder_order_of (builder, ENSUREPIP);
  return order < 0 ? -1
         : registry_add (&builder->setup.plugins, &builder->base, ENSUREPIP,
                         order);
}

int
pyvenv_builder_load (pyvenv_builder *builder)
{
  struct pyvenv_context *cx = &builder->base;
  pyvenv_clear_error (cx);
  if (builder->loaded)
    return 0;
  if (settings_check_locks (&builder->settings) < 0
      || registry_check_dirs (cx) < 0)
    return -1;

  cx->report.is_usage = true;
  int result = 0;
  if (!settings_flag (&builder->settings, "no-plugins"))
    for (const struct given *named = NULL; result == 0
           && (named = settings_next_plugin (&builder->settings,
                                             named)) != NULL;)
      result = builder_load_named (builder, named);
  if (result == 0)
    result = builder_load_pip (builder);
  cx->report.is_usage = false;
  builder->loaded = result == 0;
  /* A caller may mend what was wrong and try again. */
  if (result < 0)
    registry_release (&builder->setup.plugins);
  return result;
}

const struct pyvenv_plugin *
pyvenv_builder_plugin (const pyvenv_builder *builder, size_t index,
                       const char **path)
{
  if (index >= builder->setup.plugins.count)
    return NULL;
  const struct loaded *loaded = builder->setup.plugins.items[index];
  if (path != NULL)
    *path = loaded->path;
  return &loaded->plugin;
}

const struct pyvenv_plugin *
pyvenv_builder_inspect (pyvenv_builder *builder, const char *name,
                        const char **path)
{
  pyvenv_clear_error (&builder->base);
  if (registry_check_dirs (&builder->base) < 0)
    return NULL;
  const struct loaded *loaded
    = registry_inspect (&builder->inspected, &builder->base, name);
  if (loaded == NULL)
    return NULL;
  if (path != NULL)
    *path = loaded->path;
  return &loaded->plugin;
}
