/* builder_show.c: everything that was given, for --show-config. */
#include <config.h>

#include "builder.h"

#include "key_value.h"
#include "text.h"

#include <string.h>

#define SHOW_HIDDEN "****"

/* Whether a key by that name is likely to hold what nobody should see; for those of
 * plugins that are not loaded, or do not say. */
static bool
show_name_is_secret (const char *name)
{
  static const char *const words[] = { "secret", "password", "passwd", "token",
                                       "credential" };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strstr (name, words[i]) != NULL)
      return true;
  return false;
}

/* VALUE with what stands between "://" and "@" hidden. */
static const char *
show_hide_passwords (struct arena *arena, const char *value)
{
  struct text text = TEXT_EMPTY;
  const char *start;
  while ((start = strstr (value, "://")) != NULL)
    {
      start += strlen ("://");
      size_t user = strcspn (start, "@/ \t\n");
      text_add_bytes (&text, value, (size_t) (start - value));
      if (start[user] == '@')
        {
          text_add (&text, SHOW_HIDDEN);
          start += user;
        }
      value = start;
    }
  text_add (&text, value);
  const char *shown = text.failed ? NULL
                      : arena_copy (arena, text_string (&text));
  text_clear (&text);
  return shown;
}

static const struct pyvenv_key *
show_key (const struct pyvenv_builder *builder, const struct given *given)
{
  const struct loaded *loaded = given->plugin == NULL ? NULL
    : registry_find (&builder->setup.plugins, given->plugin);
  for (const struct pyvenv_key *key = loaded != NULL ? loaded->plugin.keys
         : NULL; key != NULL && key->name != NULL; key++)
    if (strcmp (key->name, given->name) == 0)
      return key;
  return NULL;
}

static const char *
show_value (struct pyvenv_builder *builder, const struct given *given)
{
  const struct pyvenv_key *key = show_key (builder, given);
  if (given->value == NULL)
    return given->action == GIVEN_UNSET ? NULL : "true";
  if (key != NULL ? key->type == PYVENV_KEY_SECRET
      : given->plugin != NULL && show_name_is_secret (given->name))
    return SHOW_HIDDEN;
  return show_hide_passwords (&builder->base.arena, given->value);
}

static int
show_one (struct pyvenv_builder *builder, const struct given *given,
          pyvenv_visit_setting *visit, void *data)
{
  const struct setting_lock *lock
    = settings_lock_of (&builder->settings, given->plugin, given->name);
  const struct pyvenv_setting setting = {
    .struct_size = sizeof setting,
    .plugin = given->plugin,
    .name = given->name,
    .value = show_value (builder, given),
    .sign = given->action == GIVEN_DEFAULT ? "?="
            : given->action == GIVEN_ADD && given->plugin == NULL
              && string_starts_with (given->name, SETTING_VARIABLE)
              && strcmp (given->name, SETTING_ADD_PATH) != 0 ? "+=" : "=",
    .origin = given->place.origin,
    .locked_by = lock != NULL ? lock->origin : NULL,
    .counts = key_counts (given, given->plugin, given->name)
  };
  if (setting.value == NULL && given->action != GIVEN_UNSET)
    return context_no_memory (&builder->base);
  visit (data, &setting);
  return 0;
}

/* Whether an earlier one has the name of GIVEN. */
static bool
show_is_known (const struct pyvenv_builder *builder, const struct given *given)
{
  const struct given *other = builder->settings.given;
  while (other != given && !setting_is (other, given->plugin, given->name))
    other = other->next;
  return other != given;
}

/* All that has the name of FIRST: what counts, then the rest. */
static int
show_all_of (struct pyvenv_builder *builder, const struct given *first,
             pyvenv_visit_setting *visit, void *data)
{
  for (int counts = 1; counts >= 0; counts--)
    for (const struct given *given = first; given != NULL; given = given->next)
      if (setting_is (given, first->plugin, first->name)
          && key_counts (given, first->plugin, first->name) == (counts == 1)
          && given->action != GIVEN_REMOVE
          && show_one (builder, given, visit, data) < 0)
        return -1;
  return 0;
}

/* What counts of the keys, as far as their plugins are known. */
static int
show_settle (struct pyvenv_builder *builder)
{
  struct settings *settings = &builder->settings;
  const struct plugin_list *list = &builder->setup.plugins;
  if (!builder->configured && settings_read_variables (settings) < 0)
    return -1;
  for (size_t i = 0; i < list->count && !builder->configured; i++)
    for (const struct pyvenv_key *key = list->items[i]->plugin.keys;
         key != NULL && key->name != NULL; key++)
      if (builder_give_variable (builder, list->items[i]->plugin.name,
                                 key->name) < 0)
        return -1;
  for (const struct given *given = settings->given; given != NULL;
       given = given->next)
    if (given->plugin != NULL)
      {
        const struct pyvenv_key *key = show_key (builder, given);
        settings_settle (settings, given->plugin, given->name,
                         key != NULL && key_is_list (key));
      }
  return 0;
}

int
pyvenv_builder_settings (pyvenv_builder *builder, pyvenv_visit_setting *visit,
                         void *data)
{
  pyvenv_clear_error (&builder->base);
  if (show_settle (builder) < 0)
    return -1;
  for (int of_plugins = 0; of_plugins <= 1; of_plugins++)
    for (const struct given *given = builder->settings.given; given != NULL;
         given = given->next)
      if ((given->plugin != NULL) == (of_plugins == 1)
          && !show_is_known (builder, given)
          && show_all_of (builder, given, visit, data) < 0)
        return -1;
  return 0;
}
