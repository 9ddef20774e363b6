/* getopt_table.c: the options that the command line takes, ours and the keys of
 * plugins, as getopt_long wants them. */
#include <config.h>

#include "getopt_table.h"

#include "system.h"

#include <stdlib.h>
#include <string.h>

/* getopt_long answers a letter, or this and a place; see getopt_table_place. */
#define GETOPT_LONG 256

/* One place more than there are options, so that it ends with zeros. */
static bool
getopt_table_add (struct getopt_table *table, const char *name,
                  int has_argument, size_t place)
{
  struct option *options = reallocarray (table->options, table->count + 2,
                                         sizeof *options);
  if (options == NULL)
    return false;
  options[table->count] = (struct option) {
    name, has_argument, NULL, GETOPT_LONG + (int) place
  };
  options[++table->count] = (struct option) { NULL, 0, NULL, 0 };
  table->options = options;
  return true;
}

/* The colon in front has options that lack a value told from those that are not
 * known. */
static void
getopt_table_add_letters (struct getopt_table *table)
{
  char *end = table->letters;
  *end++ = ':';
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].letter != 0)
      {
        *end++ = option_table[i].letter;
        if (option_table[i].argument != NULL)
          *end++ = ':';
      }
  *end = '\0';
}

bool
getopt_table_add_options (struct getopt_table *table)
{
  getopt_table_add_letters (table);
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (!getopt_table_add (table, option_table[i].name,
                           option_table[i].argument != NULL
                           && !option_table[i].argument_is_optional
                           ? required_argument
                           : option_table[i].argument != NULL
                           || option_table[i].is_library ? optional_argument
                           : no_argument, i))
      return false;
  return true;
}

/* Whether there is an option NAME already; a key among them notes that PLUGIN has
 * it too. */
static bool
getopt_table_has (struct getopt_table *table, const char *name,
                  const char *plugin)
{
  for (size_t i = 0; i < table->count; i++)
    if (strcmp (table->options[i].name, name) == 0)
      {
        size_t place = getopt_table_place (table->options[i].val);
        if (place >= OPTION_COUNT)
          table->keys[place - OPTION_COUNT].other = plugin;
        return true;
      }
  return false;
}

static bool
getopt_table_add_key (struct getopt_table *table, const char *plugin,
                      const struct pyvenv_key *key)
{
  if (getopt_table_has (table, key->name, plugin))
    return true;
  struct getopt_key *keys = reallocarray (table->keys, table->key_count + 1,
                                          sizeof *keys);
  if (keys == NULL)
    return false;
  table->keys = keys;
  keys[table->key_count] = (struct getopt_key) { plugin, NULL, key };
  return getopt_table_add (table, key->name,
                           key->argument != NULL ? required_argument
                           : optional_argument,
                           OPTION_COUNT + table->key_count++);
}

bool
getopt_table_add_keys (struct getopt_table *table,
                       const pyvenv_builder *builder)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (builder, i, NULL)) != NULL; i++)
    for (const struct pyvenv_key *key = plugin->keys;
         key != NULL && key->name != NULL; key++)
      if (!getopt_table_add_key (table, plugin->name, key))
        return false;
  return true;
}

void
getopt_table_release (struct getopt_table *table)
{
  free (table->options);
  free (table->keys);
}

size_t
getopt_table_place (int answer)
{
  if (answer >= GETOPT_LONG)
    return (size_t) answer - GETOPT_LONG;
  size_t i = 0;
  while (i < OPTION_COUNT && option_table[i].letter != answer)
    i++;
  return i;
}
