/* completion.c: what the completion of the command line knows: our options, and the
 * keys of plugins. */
#include <config.h>

#include "completion.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMPLETION_SUFFIX ".so"

/* ---- Our options ----------------------------------------------------- */

static int
completion_add_options (struct completion *completion)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    {
      const struct option_row *row = &option_table[i];
      const struct completion_option option = {
        .name = row->name,
        .help = row->help,
        .argument = row->argument_is_optional ? NULL : row->argument,
        .choices = row->choices,
        .type = row->type,
        .letter = row->letter,
        .takes_boolean = row->is_library && row->argument == NULL,
      };
      if (completion_options_append (&completion->options, option) < 0)
        return -1;
    }
  return 0;
}

/* ---- Keys of plugins ------------------------------------------------- */

/* TEXT with blanks for control characters, which would end a line of the script or
 * reach the terminal; NULL with errno. */
static const char *
completion_line (struct completion *completion, const char *text)
{
  size_t length = strlen (text);
  char *line = arena_zeroed (&completion->arena, length + 1);
  if (line != NULL)
    for (size_t i = 0; i < length; i++)
      line[i] = (unsigned char) text[i] < ' ' || text[i] == '\177' ? ' '
                : text[i];
  return line;
}

/* A plugin writes the argument of a key that is one of several words as
 * "auto|index|bundled".  Puts these words, blanks between, into *RET; NULL where it
 * is something else. */
static int
completion_read_choices (struct completion *completion, const char *argument,
                         const char **ret)
{
  *ret = NULL;
  if (argument == NULL || strchr (argument, '|') == NULL
      || argument[strspn (argument, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-|")] != '\0')
    return 0;
  char *choices = arena_zeroed (&completion->arena, strlen (argument) + 1);
  if (choices == NULL)
    return -1;
  for (size_t i = 0; argument[i] != '\0'; i++)
    choices[i] = argument[i] == '|' ? ' ' : argument[i];
  *ret = choices;
  return 0;
}

/* Whether there is an option of that name that needs no plugin. */
static bool
completion_has (const struct completion *completion, const char *name)
{
  for (size_t i = 0; i < completion->options.count; i++)
    if (completion->options.items[i].plugin == NULL
        && strcmp (completion->options.items[i].name, name) == 0)
      return true;
  return false;
}

/* KEY of PLUGIN; its option is left out where another has the name. */
static int
completion_add_key (struct completion *completion,
                    const struct pyvenv_plugin *plugin,
                    const struct pyvenv_key *key, bool loaded)
{
  text_addf (&completion->keys, "%s%s.%s=",
             completion->keys.length > 0 ? " " : "", plugin->name, key->name);
  if (completion_has (completion, key->name))
    return 0;
  struct completion_option option = {
    .plugin = loaded ? NULL : plugin->name,
    .name = key->name,
    .argument = key->argument,
    .help = completion_line (completion, key->help != NULL ? key->help : ""),
    .choices = key->type == PYVENV_KEY_CHOICE ? key->choices : NULL,
    .type = key->type == PYVENV_KEY_PATH || key->type == PYVENV_KEY_PATHS
            ? OPTION_TYPE_FILE : OPTION_TYPE_TEXT,
    .takes_boolean = key->argument == NULL,
  };
  if (option.help == NULL
      || (option.choices == NULL
          && completion_read_choices (completion, key->argument,
                                      &option.choices) < 0))
    return -1;
  if (option.choices != NULL)
    option.type = OPTION_TYPE_CHOICE;
  return completion_options_append (&completion->options, option);
}

static int
completion_add_plugin (struct completion *completion,
                       const struct pyvenv_plugin *plugin, bool loaded)
{
  for (const struct pyvenv_key *key = plugin->keys;
       key != NULL && key->name != NULL; key++)
    if (completion_add_key (completion, plugin, key, loaded) < 0)
      return -1;
  return 0;
}

/* The plugins that the settings or the command line load: their keys need no
 * --plugin. */
static int
completion_add_loaded (struct completion *completion,
                       const pyvenv_builder *builder)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (builder, i, NULL)) != NULL; i++)
    if (completion_add_plugin (completion, plugin, true) < 0)
      return -1;
  return 0;
}

static bool
completion_is_loaded (const pyvenv_builder *builder, const char *name)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (builder, i, NULL)) != NULL; i++)
    if (strcmp (plugin->name, name) == 0)
      return true;
  return false;
}

static int
completion_is_plugin (const struct dirent *entry)
{
  return string_ends_with (entry->d_name, COMPLETION_SUFFIX);
}

/* FILE of the plugin folder, whose name is cut. */
static int
completion_add_file (struct completion *completion, pyvenv_builder *builder,
                     char *file)
{
  file[strlen (file) - strlen (COMPLETION_SUFFIX)] = '\0';
  const struct pyvenv_plugin *plugin
    = pyvenv_builder_inspect (builder, file, NULL);
  if (plugin == NULL)
    return 0;
  text_addf (&completion->plugins, "%s%s",
             completion->plugins.length > 0 ? " " : "", plugin->name);
  return completion_is_loaded (builder, plugin->name) ? 0
         : completion_add_plugin (completion, plugin, false);
}

/* A folder that cannot be read counts as empty. */
static int
completion_add_installed (struct completion *completion,
                          pyvenv_builder *builder)
{
  struct dirent **entries;
  int count = scandir (pyvenv_builder_plugin_dir (builder), &entries, completion_is_plugin,
                       alphasort);
  if (count < 0)
    return errno == ENOMEM ? -1 : 0;
  int result = 0;
  for (int i = 0; i < count; i++)
    {
      if (result == 0)
        result = completion_add_file (completion, builder, entries[i]->d_name);
      free (entries[i]);
    }
  free (entries);
  return result;
}

/* ---- Printing -------------------------------------------------------- */

const char *
completion_words (const struct completion *completion,
                  const struct completion_option *option)
{
  switch (option->type)
    {
    case OPTION_TYPE_CHOICE:
    case OPTION_TYPE_CHOICES:
      return option->choices;
    case OPTION_TYPE_PLUGIN: return text_string (&completion->plugins);
    case OPTION_TYPE_KEY: return text_string (&completion->keys);
    default: return "";
    }
}

int
completion_print (pyvenv_builder *builder, const char *shell)
{
  struct completion completion = { .plugins = TEXT_EMPTY, .keys = TEXT_EMPTY };
  int result = completion_add_options (&completion) < 0
               || completion_add_loaded (&completion, builder) < 0
               || completion_add_installed (&completion, builder) < 0
               || completion.plugins.failed || completion.keys.failed ? -1 : 0;
  if (result < 0)
    errno = ENOMEM;
  else if (strcmp (shell, "bash") == 0)
    completion_print_bash (&completion);
  else if (strcmp (shell, "zsh") == 0)
    completion_print_zsh (&completion);
  else
    completion_print_fish (&completion);
  completion_options_release (&completion.options);
  text_clear (&completion.plugins);
  text_clear (&completion.keys);
  arena_release (&completion.arena);
  return result;
}
