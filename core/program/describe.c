/* describe.c: shows plugins, without starting them, the cache and the version. */
#include <config.h>

#include "describe.h"

#include "bars.h"
#include "complain.h"
#include "json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
describe_is_plugin (const struct dirent *entry)
{
  size_t length = strlen (entry->d_name);
  return length > 3 && strcmp (entry->d_name + length - 3, ".so") == 0;
}

static const char *
describe_text (const char *text)
{
  return text != NULL ? text : "";
}

/* Prints a line, or an object, for the plugin NAME, or why it cannot be loaded. */
static void
describe_row (pyvenv_builder *builder, const char *name, bool json)
{
  const char *path;
  const struct pyvenv_plugin *plugin
    = pyvenv_builder_inspect (builder, name, &path);
  if (plugin != NULL && json)
    describe_json_plugin (plugin, path);
  else if (plugin != NULL)
    printf ("%-16s %-8s %s\n", plugin->name, describe_text (plugin->version),
            describe_text (plugin->description));
  else if (json)
    describe_json_failure (name, pyvenv_builder_error_kind (builder),
                           pyvenv_builder_error (builder));
  else
    printf ("%-16s (unusable: %s)\n", name, pyvenv_builder_error (builder));
}

int
describe_all (pyvenv_builder *builder, bool json)
{
  struct dirent **entries;
  int count = scandir (pyvenv_builder_plugin_dir (builder), &entries, describe_is_plugin,
                       alphasort);
  if (count < 0)
    {
      char text[256];
      snprintf (text, sizeof text, "cannot read the plugin folder '%s'",
                pyvenv_builder_plugin_dir (builder));
      return complain (json, PYVENV_ERROR_PLUGIN, text, NULL);
    }

  for (int i = 0; i < count; i++)
    {
      char *name = entries[i]->d_name;
      name[strlen (name) - 3] = '\0';
      describe_row (builder, name, json);
      free (entries[i]);
    }
  free (entries);
  return 0;
}

static void
describe_keys (const struct pyvenv_key *key)
{
  for (; key != NULL && key->name != NULL; key++)
    printf ("key=%s%s%s  %s\n", key->name, key->argument != NULL ? "=" : "",
            describe_text (key->argument), describe_text (key->help));
}

void
describe_callbacks (const struct pyvenv_plugin *plugin, describe_visit *visit,
                    void *data)
{
  const struct { const char *name; bool present; } early[] = {
    { "load", plugin->load != NULL },
    { "unload", plugin->unload != NULL },
    { "config", plugin->config != NULL },
    { "config_complete", plugin->config_complete != NULL },
    { "check", plugin->check != NULL },
  };
  for (size_t i = 0; i < sizeof early / sizeof early[0]; i++)
    if (early[i].present)
      visit (data, early[i].name);
  for (int phase = 1; pyvenv_phase_name (phase) != NULL; phase++)
    if (pyvenv_plugin_has_phase (plugin, phase))
      visit (data, pyvenv_phase_name (phase));
  if (plugin->build_done != NULL)
    visit (data, "build_done");
}

static void
describe_print_callback (void *data, const char *name)
{
  (void) data;
  printf ("has_%s=1\n", name);
}

int
describe_order (const struct pyvenv_plugin *plugin)
{
  return plugin->order != 0 ? plugin->order : PYVENV_ORDER_NORMAL;
}

int
describe_one (pyvenv_builder *builder, const char *name, bool json)
{
  const char *path;
  const struct pyvenv_plugin *plugin
    = pyvenv_builder_inspect (builder, name, &path);
  if (plugin == NULL)
    {
      int status = pyvenv_builder_error_kind (builder);
      complain (json, status, pyvenv_builder_error (builder), NULL);
      if (json)
        describe_json_failure (name, status, pyvenv_builder_error (builder));
      return status;
    }
  if (json)
    {
      describe_json_plugin (plugin, path);
      return 0;
    }

  printf ("name=%s\nversion=%s\ndescription=%s\npath=%s\napi=%u.%u\norder=%d\n"
          "provides_pip=%d\n", plugin->name, describe_text (plugin->version),
          describe_text (plugin->description), path, plugin->api_version >> 16,
          plugin->api_version & 0xffff,
          describe_order (plugin),
          (plugin->provides & PYVENV_PROVIDES_PIP) != 0);
  describe_keys (plugin->keys);
  describe_callbacks (plugin, describe_print_callback, NULL);
  return 0;
}

void
describe_version (bool json)
{
  if (!json)
    {
      printf ("pyvenv %s\n", pyvenv_version ());
      return;
    }
  fputc ('{', stdout);
  json_member (stdout, "version", pyvenv_version ());
  printf ("\"api\": \"%d.%d\", ", PYVENV_API_MAJOR, PYVENV_API_MINOR);
  json_end (stdout, 0, NULL);
}

/* One line of a table. */
static void
describe_section (const struct pyvenv_cache_section *section)
{
  char size[BARS_SIZE], used[16] = "-";
  const time_t time = section->oldest_use;
  struct tm day;
  bars_size (size, sizeof size, (double) section->bytes);
  if (section->oldest_use != 0 && localtime_r (&time, &day) != NULL)
    strftime (used, sizeof used, "%Y-%m-%d", &day);
  printf ("%-12s %8ju files  %10s  %10s\n", section->name,
          (uintmax_t) section->files, size, used);
}

int
describe_cache (pyvenv_builder *builder, bool json)
{
  struct pyvenv_cache_info info = { .struct_size = sizeof info };
  if (pyvenv_builder_cache_info (builder, &info) < 0)
    return -1;
  if (json)
    {
      describe_json_cache (&info);
      return 0;
    }
  for (size_t i = 0; i < info.seed_count; i++)
    printf ("Seed: %s%s%s\n", info.seeds[i].dir,
            info.seeds[i].unusable != NULL ? ", which is not used: " : "",
            info.seeds[i].unusable != NULL ? info.seeds[i].unusable : "");
  if (info.dir == NULL)
    {
      puts ("There is no cache.");
      return 0;
    }
  printf ("Cache: %s\n", info.dir);
  if (info.shared != NULL)
    printf ("Shared with the group: %s\n", info.shared);
  if (info.unusable != NULL)
    printf ("Images are not used: %s\n", info.unusable);
  else
    {
      char linked[BARS_SIZE];
      bars_size (linked, sizeof linked, (double) info.sections->linked_bytes);
      printf ("Wheels: %ju, in %ju images; environments are linked to %s of "
              "them\n", (uintmax_t) info.wheels, (uintmax_t) info.images,
              linked);
    }
  printf ("%-12s %14s  %10s  %10s\n", "", "", "", "oldest use");
  for (size_t i = 0; i < info.section_count; i++)
    describe_section (&info.sections[i]);
  return 0;
}
