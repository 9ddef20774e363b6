/* options_act.c: what each option of the command line does. */
#include <config.h>

#include "options_parser.h"

#include "cleanup.h"
#include "complain.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int
options_act_set (struct options_parser *parser, const char *text)
{
  const char *dot = strchr (text, '.');
  const char *equals = strchr (text, '=');
  if (dot == NULL || dot == text || (equals != NULL && equals < dot + 2)
      || dot[1] == '\0')
    return parser->loading ? 0
           : options_usage_error (parser, "--set takes NAME.KEY=VALUE, not ",
                                  text);

  char *plugin = strndup (text, (size_t) (dot - text));
  char *key = equals != NULL ? strndup (dot + 1, (size_t) (equals - dot - 1))
                             : strdup (dot + 1);
  /* The place in the chain has to be known when the plugins are loaded; whether there
   * is another key is known only then. */
  bool is_order = key != NULL && strcmp (key, "order") == 0;
  int result = plugin == NULL || key == NULL ? -1
               : is_order != parser->loading ? 0
               : pyvenv_builder_set_key (parser->builder, plugin, key,
                                         equals != NULL ? equals + 1 : NULL);
  free (plugin);
  free (key);
  return result < 0 ? options_builder_failed (parser) : 0;
}

static int
options_act_key (struct options_parser *parser, const struct getopt_key *row,
                 const char *value)
{
  if (row->other != NULL)
    {
      CLEAN_TEXT struct text text = TEXT_EMPTY;
      text_addf (&text, "the plugins '%s' and '%s' both have the key '%s'; say "
                 "whose it is: --set %s.%s=VALUE", row->plugin, row->other,
                 row->key->name, row->plugin, row->key->name);
      return complain (parser->options->json, PYVENV_ERROR_USAGE,
                       text_string (&text), NULL);
    }
  if (pyvenv_builder_set_key (parser->builder, row->plugin, row->key->name,
                              value) < 0)
    return options_builder_failed (parser);
  return 0;
}

/* Whether the first pass acts on that option, since it decides which plugins are
 * loaded.  The others wait for the second: what looks like an abbreviation of one
 * may be the key of a plugin. */
static bool
options_decide_loading (enum option_id id)
{
  return id == OPTION_NO_PLUGINS || id == OPTION_WITHOUT_PIP
         || id == OPTION_VERBOSE;
}

/* Whether VALUE turns a flag on.  The library refuses what is not a boolean. */
static bool
options_flag_is_on (const char *value)
{
  return value == NULL || strchr ("1tTyY", *value) != NULL
         || strcasecmp (value, "on") == 0;
}

static int
options_act_library (struct options_parser *parser, enum option_id id,
                     const char *value)
{
  if (parser->loading && !options_decide_loading (id))
    return 0;
  if (id == OPTION_PYTHON && *value == '\0')
    return options_usage_error (parser, "--python is given an empty value", "");
  if (option_table[id].argument == NULL && options_flag_is_on (value))
    parser->on[id] = true;
  if (pyvenv_builder_set (parser->builder, option_table[id].name, value) < 0)
    return options_builder_failed (parser);
  return 0;
}

/* The last action counts. */
static int
options_act_choose (struct options_parser *parser, enum option_id id,
                    const char *value)
{
  const struct option_row *option = &option_table[id];
  if (!parser->loading && value != NULL && !option_accepts (option, value))
    {
      CLEAN_TEXT struct text text = TEXT_EMPTY;
      text_addf (&text, "--%s is '%s', which is not %s%s", option->name, value,
                 option_wants (option),
                 option->choices != NULL ? option->choices : "");
      return options_usage_error (parser, text_string (&text), "");
    }
  parser->options->action = id;
  parser->options->value = value;
  return 0;
}

/* What makes the command line another one is looked for before it is read, see
 * virtualenv_is_asked. */
static int
options_act_as (struct options_parser *parser, const char *value)
{
  if (!option_accepts (&option_table[OPTION_AS], value))
    return options_usage_error (parser, "--as takes 'venv' or 'virtualenv', not ",
                                value);
  if (strcmp (value, "virtualenv") == 0)
    return options_usage_error (parser, "--as=virtualenv has to be the first"
                                " option: what follows is virtualenv's", "");
  return pyvenv_builder_set (parser->builder, "allow-existing", NULL) < 0
         ? options_builder_failed (parser) : 0;
}

/* Plugins are named to the builder before it loads them. */
static int
options_act_plugin (struct options_parser *parser,
                    int (*act) (pyvenv_builder *builder, const char *name),
                    const char *name)
{
  return parser->loading && act (parser->builder, name) < 0
         ? options_builder_failed (parser) : 0;
}

static int
options_act_own (struct options_parser *parser, enum option_id id,
                 const char *value)
{
  struct options *options = parser->options;
  if (option_table[id].is_action)
    return options_act_choose (parser, id, value);
  switch (id)
    {
    case OPTION_QUIET: options->quiet = true; return 0;
    case OPTION_JSON: options->json = true; return 0;
    case OPTION_NO_PROGRESS: options->no_progress = true; return 0;
    case OPTION_VERBOSE:
      options->verbose = options_flag_is_on (value);
      return options_act_library (parser, id, value);
    case OPTION_PLUGIN:
      return options_act_plugin (parser, pyvenv_builder_add_plugin, value);
    case OPTION_AS:
      return parser->loading ? 0 : options_act_as (parser, value);
    case OPTION_NO_PLUGIN:
      return options_act_plugin (parser, pyvenv_builder_remove_plugin, value);
    case OPTION_CONFIG:
      return parser->loading ? options_add_config (parser, value) : 0;
    case OPTION_SET:
      return options_act_set (parser, value);
    default:
      return options_act_library (parser, id, value);
    }
}

int
options_act (struct options_parser *parser, size_t place, const char *value)
{
  if (place < OPTION_COUNT)
    return options_act_own (parser, (enum option_id) place, value);
  return parser->loading ? 0
         : options_act_key (parser, &parser->table.keys[place - OPTION_COUNT],
                            value);
}
