/* builder.c: the application API. */
#include <config.h>

#include "builder.h"

#include <stdlib.h>
#include <string.h>

/* What an environment_setup asks. */
static const char *
builder_option (const void *option_data, const char *name)
{
  const struct pyvenv_builder *builder = option_data;
  return settings_value (&builder->settings, name);
}

pyvenv_builder *
pyvenv_builder_new (void)
{
  pyvenv_builder *builder = calloc (1, sizeof *builder);
  if (builder == NULL)
    return NULL;
  context_init (&builder->base, &builder->setup);
  builder->settings.report = &builder->base.report;
  builder->settings.arena = &builder->base.arena;
  builder->setup.option = builder_option;
  builder->setup.option_data = builder;
  builder->setup.searches = &builder->searches;
  if (pthread_mutex_init (&builder->setup.notify_lock, NULL) == 0)
    {
      if (searches_init (&builder->searches))
        return builder;
      pthread_mutex_destroy (&builder->setup.notify_lock);
    }
  free (builder);
  return NULL;
}

void
pyvenv_builder_free (pyvenv_builder *builder)
{
  if (builder == NULL)
    return;
  registry_release (&builder->setup.plugins);
  registry_release (&builder->inspected);
  context_release (&builder->base);
  pthread_mutex_destroy (&builder->setup.notify_lock);
  searches_release (&builder->searches);
  free (builder);
}

const char *
pyvenv_builder_error (const pyvenv_builder *builder)
{
  return pyvenv_last_error (&builder->base);
}

int
pyvenv_builder_error_kind (const pyvenv_builder *builder)
{
  return pyvenv_error_kind (&builder->base);
}

const char *
pyvenv_version (void)
{
  return PACKAGE_VERSION;
}

const char *
pyvenv_plugin_dir (void)
{
  return registry_dir (NULL);
}

const char *
pyvenv_builder_plugin_dir (const pyvenv_builder *builder)
{
  return registry_dir (&builder->base);
}

void
pyvenv_builder_on_event (pyvenv_builder *builder, pyvenv_notify *notify,
                         void *data)
{
  builder->setup.notify = notify;
  builder->setup.notify_data = data;
}

void
pyvenv_builder_cancel (pyvenv_builder *builder)
{
  atomic_store (&builder->setup.cancelled, 1);
}

static const struct setting_place builder_caller = {
  .source = SETTING_CALLER
};

int
pyvenv_builder_set (pyvenv_builder *builder, const char *option,
                    const char *value)
{
  pyvenv_clear_error (&builder->base);
  builder->has_python = builder->has_python && strcmp (option, "python") != 0;
  return settings_put_option (&builder->settings, option, value,
                              &builder_caller);
}

unsigned
builder_option_bits (const struct pyvenv_builder *builder)
{
  unsigned bits = 0;
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].bit != 0
        && settings_flag (&builder->settings, option_table[i].name))
      bits |= option_table[i].bit;
  return bits;
}

int
pyvenv_builder_read_settings (pyvenv_builder *builder)
{
  pyvenv_clear_error (&builder->base);
  int result = settings_read_files (&builder->settings);
  builder->setup.ignores_folders = builder->settings.ignores_folders;
  return result;
}

int
pyvenv_builder_read_file (pyvenv_builder *builder, const char *path)
{
  pyvenv_clear_error (&builder->base);
  return settings_read_ini (&builder->settings, path,
                            SETTINGS_REQUIRED | SETTINGS_ASKED);
}

/* ---- Plugins --------------------------------------------------------- */

static int
builder_name_plugin (pyvenv_builder *builder, const char *name,
                     enum given_action action)
{
  pyvenv_clear_error (&builder->base);
  if (builder->loaded)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0,
                           "plugins are named before they are loaded");
  return settings_add_plugin (&builder->settings, name, action,
                              &builder_caller);
}

int
pyvenv_builder_add_plugin (pyvenv_builder *builder, const char *name)
{
  return builder_name_plugin (builder, name, GIVEN_ADD);
}

int
pyvenv_builder_remove_plugin (pyvenv_builder *builder, const char *name)
{
  return builder_name_plugin (builder, name, GIVEN_REMOVE);
}

int
pyvenv_builder_set_key (pyvenv_builder *builder, const char *plugin,
                        const char *key, const char *value)
{
  pyvenv_clear_error (&builder->base);
  if (builder->configured)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0,
                           "keys are given before the first environment is "
                           "made");
  size_t length = strlen (key);
  bool adds = length > 1 && key[length - 1] == '+';
  const struct given given = {
    .plugin = plugin,
    .name = adds ? arena_copy_bytes (&builder->base.arena, key, length - 1)
                 : key,
    .value = value,
    .action = adds ? GIVEN_ADD : GIVEN_SET,
    .place = builder_caller
  };
  if (given.name == NULL)
    return context_no_memory (&builder->base);
  return settings_give (&builder->settings, &given);
}
