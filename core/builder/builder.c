/* builder.c: the application API. */
#include <config.h>

#include "builder.h"

#include "cleanup.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ENSUREPIP "ensurepip"

/* What an environment_setup asks. */
static const char *
builder_option (const void *option_data, const char *name)
{
  return builder_value (option_data, name);
}

pyvenv_builder *
pyvenv_builder_new (void)
{
  pyvenv_builder *builder = calloc (1, sizeof *builder);
  if (builder == NULL)
    return NULL;
  context_init (&builder->base, &builder->setup);
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
  return registry_dir ();
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

int
pyvenv_builder_read_settings (pyvenv_builder *builder)
{
  pyvenv_clear_error (&builder->base);
  return settings_files_read (builder);
}

/* ---- Plugins --------------------------------------------------------- */

int
builder_add_plugin (struct pyvenv_builder *builder, const char *name,
                    enum setting_source source, const char *file,
                    const char *origin)
{
  struct pyvenv_context *cx = &builder->base;
  if (builder->loaded)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "plugins are named before they are loaded");

  /* Those of the settings come before those of the caller, whoever was asked
   * first. */
  struct named_plugin **at = &builder->named;
  for (struct named_plugin *other = *at; other != NULL; other = other->next)
    {
      if (strcmp (other->name, name) == 0)
        /* A user may ask for what the machine's settings load anyway. */
        return other->source != source
               || (file != NULL && strcmp (file, other->file) != 0) ? 0
               : pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                                 "the plugin '%s' is named twice", name);
      if (other->source <= source)
        at = &other->next;
    }
  struct named_plugin *named = arena_zeroed (&cx->arena, sizeof *named);
  if (named == NULL || (named->name = arena_copy (&cx->arena, name)) == NULL
      || (file != NULL
          && (named->file = arena_copy (&cx->arena, file)) == NULL))
    return context_no_memory (cx);
  named->source = source;
  named->origin = origin;
  named->next = *at;
  *at = named;
  return 0;
}

int
pyvenv_builder_add_plugin (pyvenv_builder *builder, const char *name)
{
  pyvenv_clear_error (&builder->base);
  return builder_add_plugin (builder, name, SETTING_CALLER, NULL, NULL);
}

int
builder_put_key (struct pyvenv_builder *builder, const char *plugin,
                 const char *key, const char *value,
                 enum setting_source source, const char *origin)
{
  struct arena *arena = &builder->base.arena;
  struct given_key *given = arena_zeroed (arena, sizeof *given);
  if (given == NULL)
    return context_no_memory (&builder->base);
  given->plugin = arena_copy (arena, plugin);
  given->key = arena_copy (arena, key);
  given->value = value != NULL ? arena_copy (arena, value) : NULL;
  given->source = source;
  given->origin = origin;
  if (given->plugin == NULL || given->key == NULL
      || (value != NULL && given->value == NULL))
    return context_no_memory (&builder->base);

  /* Weaker sources first; in one source the later call is the stronger. */
  struct given_key **at = &builder->keys;
  while (*at != NULL && (*at)->source <= source)
    at = &(*at)->next;
  given->next = *at;
  *at = given;
  return 0;
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
  return builder_put_key (builder, plugin, key, value, SETTING_CALLER, NULL);
}

static int
builder_order_of (const struct pyvenv_builder *builder, const char *name)
{
  int order = 0;
  for (const struct given_order *given = builder->orders; given != NULL;
       given = given->next)
    if (strcmp (given->plugin, name) == 0)
      order = given->order;
  return order;
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
builder_load_named (struct pyvenv_builder *builder,
                     const struct named_plugin *named)
{
  struct pyvenv_context *cx = &builder->base;
  if (registry_add (&builder->setup.plugins, cx, named->name,
                    builder_order_of (builder, named->name)) == 0)
    return 0;
  return named->origin == NULL ? -1
         : pyvenv_fail (cx, 0, "%s (--no-plugins goes without)",
                        named->origin);
}

int
pyvenv_builder_load (pyvenv_builder *builder)
{
  struct pyvenv_context *cx = &builder->base;
  pyvenv_clear_error (cx);
  if (builder->loaded)
    return 0;
  if (registry_check_dirs (cx) < 0)
    return -1;

  cx->report.is_usage = true;
  int result = 0;
  if (!builder_flag (builder, "no-plugins"))
    for (struct named_plugin *named = builder->named;
         result == 0 && named != NULL; named = named->next)
      result = builder_load_named (builder, named);
  if (result == 0 && !builder_flag (builder, "without-pip")
      && !builder_has_pip (builder))
    result = registry_add (&builder->setup.plugins, cx, ENSUREPIP,
                           builder_order_of (builder, ENSUREPIP));
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
