/* describe.c: --plugins and --plugin-info, from the plugins' descriptions
 * alone. */
#include <config.h>

#include "describe.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
describe_is_plugin (const struct dirent *entry)
{
  size_t length = strlen (entry->d_name);
  return length > 3 && strcmp (entry->d_name + length - 3, ".so") == 0;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

int
describe_all (pyvenv_builder *builder)
{
  struct dirent **entries;
  int count = scandir (pyvenv_plugin_dir (), &entries, describe_is_plugin,
                       alphasort);
  if (count < 0)
    {
      fprintf (stderr, "pyvenv: cannot read the plugin folder '%s'\n",
               pyvenv_plugin_dir ());
      return PYVENV_ERROR_PLUGIN;
    }

  for (int i = 0; i < count; i++)
    {
      char *name = entries[i]->d_name;
      name[strlen (name) - 3] = '\0';
      const struct pyvenv_plugin *plugin
        = pyvenv_builder_inspect (builder, name, NULL);
      if (plugin != NULL)
        printf ("%-16s %-8s %s\n", plugin->name, or_empty (plugin->version),
                or_empty (plugin->description));
      else
        printf ("%-16s (unusable: %s)\n", name,
                pyvenv_builder_error (builder));
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
            or_empty (key->argument), or_empty (key->help));
}

int
describe_one (pyvenv_builder *builder, const char *name)
{
  const char *path;
  const struct pyvenv_plugin *plugin
    = pyvenv_builder_inspect (builder, name, &path);
  if (plugin == NULL)
    {
      fprintf (stderr, "pyvenv: %s\n", pyvenv_builder_error (builder));
      return pyvenv_builder_error_kind (builder);
    }

  const struct { const char *name; int present; } callbacks[] = {
    { "load", plugin->load != NULL },
    { "unload", plugin->unload != NULL },
    { "config", plugin->config != NULL },
    { "config_complete", plugin->config_complete != NULL },
    { "check", plugin->check != NULL },
    { "ensure_directories", plugin->ensure_directories != NULL },
    { "create_configuration", plugin->create_configuration != NULL },
    { "setup_python", plugin->setup_python != NULL },
    { "setup_scripts", plugin->setup_scripts != NULL },
    { "post_setup", plugin->post_setup != NULL },
    { "build_done", plugin->build_done != NULL },
  };
  printf ("name=%s\nversion=%s\ndescription=%s\npath=%s\napi=%u.%u\norder=%d\n"
          "provides_pip=%d\n", plugin->name, or_empty (plugin->version),
          or_empty (plugin->description), path, plugin->api_version >> 16,
          plugin->api_version & 0xffff,
          plugin->order != 0 ? plugin->order : PYVENV_ORDER_NORMAL,
          (plugin->provides & PYVENV_PROVIDES_PIP) != 0);
  describe_keys (plugin->keys);
  for (size_t i = 0; i < sizeof callbacks / sizeof callbacks[0]; i++)
    if (callbacks[i].present)
      printf ("has_%s=1\n", callbacks[i].name);
  return 0;
}
