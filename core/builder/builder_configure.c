/* builder_configure.c: what has to be settled before the first environment. */
#include <config.h>

#include "builder.h"

#include "configure_cache.h"

#include <string.h>

/* What can be seen to fail is refused before it is begun: a new environment gets
 * its pip from ensurepip or from a plugin, of which any may bring one, or has
 * that of the system. */
static int
configure_check (struct pyvenv_builder *builder)
{
  struct pyvenv_context *cx = &builder->base;
  if (settings_flag (&builder->settings, "upgrade") && settings_flag (&builder->settings, "clear"))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "--upgrade and --clear cannot be given together");
  if (settings_flag (&builder->settings, "upgrade-deps")
      && settings_flag (&builder->settings, "without-pip")
      && builder->setup.plugins.count == 0
      && !settings_flag (&builder->settings, "system-site-packages")
      && !settings_flag (&builder->settings, "upgrade")
      && !settings_flag (&builder->settings, "allow-existing"))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "--upgrade-deps needs pip "
                           "(leave out one of --upgrade-deps and "
                           "--without-pip)");
  return 0;
}

/* Without pip there is nothing for a plugin to do that only brings pip. */
static void
configure_warn_pip (struct pyvenv_builder *builder)
{
  const struct plugin_list *list = &builder->setup.plugins;
  const char *origin = settings_origin (&builder->settings, "without-pip");
  for (size_t i = 0; i < list->count && origin != NULL; i++)
    if ((list->items[i]->plugin.provides & PYVENV_PROVIDES_PIP) != 0
        && settings_flag (&builder->settings, "without-pip"))
      pyvenv_warn (&builder->base, "%s sets without-pip, so that %s installs "
                   "nothing (--without-pip=no)", origin,
                   list->items[i]->plugin.name);
}

static int
configure_complete (struct pyvenv_builder *builder,
                    const struct loaded *loaded)
{
  struct pyvenv_context *cx = &builder->base;
  if (loaded->plugin.config_complete == NULL)
    return 0;
  cx->report.speaker = loaded;
  int result = loaded->plugin.config_complete (loaded->self, cx);
  cx->report.speaker = NULL;
  if (result == 0)
    {
      pyvenv_clear_error (cx);
      return 0;
    }
  context_name_culprit (cx, loaded, "config_complete");
  return -1;
}

/* The variables of the section [activate]. */
static int
configure_variables (struct pyvenv_builder *builder)
{
  struct pyvenv_context *cx = &builder->base;
  const size_t prefix = strlen (SETTING_VARIABLE);
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    {
      if (given->plugin != NULL || given->is_overridden || given->value == NULL
          || strncmp (given->name, SETTING_VARIABLE, prefix) != 0)
        continue;
      bool is_path = strcmp (given->name, SETTING_ADD_PATH) == 0;
      int how = is_path ? VARIABLE_PATH
                : given->action == GIVEN_ADD ? PYVENV_VARIABLE_PREPEND
                : given->action == GIVEN_DEFAULT ? PYVENV_VARIABLE_DEFAULT
                : PYVENV_VARIABLE_SET;
      if (variables_add (&builder->setup.variables, &cx->arena, &cx->report,
                         is_path ? "" : given->name + prefix, given->value,
                         how) < 0)
        return pyvenv_fail (cx, 0, "%s", given->place.origin);
    }
  return 0;
}

int
builder_configure (struct pyvenv_builder *builder)
{
  if (builder->configured)
    return 0;
  struct pyvenv_context *cx = &builder->base;
  const struct plugin_list *list = &builder->setup.plugins;
  if (settings_check_locks (&builder->settings) < 0
      || settings_read_variables (&builder->settings) < 0)
    return -1;
  const char **hosts;
  if (configure_check (builder) < 0 || configure_cache (builder) < 0
      || settings_list (&builder->settings, "allow-unhashed", &hosts) < 0)
    return -1;
  builder->setup.unhashed_hosts = hosts;
  configure_warn_pip (builder);

  cx->report.is_usage = true;
  int result = configure_variables (builder);
  if (result == 0)
    result = keys_give (builder);
  for (size_t i = 0; result == 0 && i < list->count; i++)
    result = configure_complete (builder, list->items[i]);
  cx->report.is_usage = false;
  builder->configured = result == 0;
  return result;
}
