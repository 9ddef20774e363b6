/* options.c: the command line. */
#include <config.h>

#include "options.h"

#include "cleanup.h"
#include "complain.h"
#include "options_rows.h"
#include "refuse.h"
#include "text.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A key of a plugin as an option.  OTHER is a second plugin that has it, which
 * leaves only --set. */
struct key_row {
  const char *plugin, *other;
  const struct pyvenv_key *key;
};

struct parser {
  pyvenv_builder *builder;
  struct options *options;
  struct option *table;         /* for getopt_long; ends with zeros */
  size_t count;
  struct key_row *keys;
  size_t key_count;
  bool loading;                 /* the first pass */
  bool unknown;                 /* it met an option that is not known yet */
  bool symlinks, copies;
  const char *taker;            /* the option whose value is the last argument,
                                 * or NULL */
};

static int
usage_error (const struct parser *parser, const char *text, const char *what)
{
  CLEAN_TEXT struct text whole = TEXT_EMPTY;
  text_addf (&whole, "%s%s", text, what);
  return complain (parser->options->json, PYVENV_ERROR_USAGE,
                   text_string (&whole),
                   "Try 'pyvenv --help' for more information.");
}

static int
builder_failed (const struct parser *parser)
{
  return complain (parser->options->json,
                   pyvenv_builder_error_kind (parser->builder),
                   pyvenv_builder_error (parser->builder), NULL);
}

/* ---- The table ------------------------------------------------------- */

/* One place more than there are options, so that it ends with zeros. */
static bool
table_add (struct parser *parser, const char *name, int has_argument,
           int value)
{
  struct option *table = reallocarray (parser->table, parser->count + 2,
                                       sizeof *table);
  if (table == NULL)
    return false;
  table[parser->count] = (struct option) {
    name, has_argument, NULL, value
  };
  table[++parser->count] = (struct option) { NULL, 0, NULL, 0 };
  parser->table = table;
  return true;
}

/* Letters count as themselves, rows without one from 256 on. */
static bool
table_add_rows (struct parser *parser)
{
  for (size_t i = 0; i < option_row_count; i++)
    if (option_rows[i].name != NULL
        && !table_add (parser, option_rows[i].name,
                       option_rows[i].argument != NULL ? required_argument
                       : option_rows[i].action == ACT_FLAG
                       || option_rows[i].action == ACT_VERBOSE
                       ? optional_argument : no_argument, 256 + (int) i))
      return false;
  return true;
}

static bool
table_has (const struct parser *parser, const char *name, size_t *index)
{
  for (*index = 0; *index < parser->count; (*index)++)
    if (strcmp (parser->table[*index].name, name) == 0)
      return true;
  return false;
}

static bool
table_add_key (struct parser *parser, const char *plugin,
               const struct pyvenv_key *key)
{
  size_t index;
  if (table_has (parser, key->name, &index))
    {
      int value = parser->table[index].val - 256 - (int) option_row_count;
      if (value >= 0)
        parser->keys[value].other = plugin;
      return true;
    }
  struct key_row *keys = reallocarray (parser->keys, parser->key_count + 1,
                                       sizeof *keys);
  if (keys == NULL)
    return false;
  parser->keys = keys;
  keys[parser->key_count] = (struct key_row) { plugin, NULL, key };
  return table_add (parser, key->name,
                    key->argument != NULL ? required_argument
                    : optional_argument,
                    256 + (int) (option_row_count + parser->key_count++));
}

static bool
table_add_keys (struct parser *parser)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (parser->builder, i, NULL)) != NULL; i++)
    for (const struct pyvenv_key *key = plugin->keys;
         key != NULL && key->name != NULL; key++)
      if (!table_add_key (parser, plugin->name, key))
        return false;
  return true;
}

/* ---- One option ------------------------------------------------------ */

static int
act_set (struct parser *parser, const char *text)
{
  const char *dot = strchr (text, '.');
  const char *equals = strchr (text, '=');
  if (dot == NULL || dot == text || (equals != NULL && equals < dot + 2)
      || dot[1] == '\0')
    return usage_error (parser, "--set takes NAME.KEY=VALUE, not ", text);

  char *plugin = strndup (text, (size_t) (dot - text));
  char *key = equals != NULL ? strndup (dot + 1, (size_t) (equals - dot - 1))
                             : strdup (dot + 1);
  int result = plugin == NULL || key == NULL ? -1
               : pyvenv_builder_set_key (parser->builder, plugin, key,
                                         equals != NULL ? equals + 1 : NULL);
  free (plugin);
  free (key);
  return result < 0 ? builder_failed (parser) : 0;
}

static int
act_key (struct parser *parser, const struct key_row *row, const char *value)
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
    return builder_failed (parser);
  return 0;
}

/* Which plugins there are depends on these, so the first pass heeds them.  The
 * others wait for the second: what looks like an abbreviation of one of them may
 * turn out to be a plugin's key. */
static bool
decides_loading (const char *name)
{
  return strcmp (name, "no-plugins") == 0 || strcmp (name, "without-pip") == 0
         || strcmp (name, "verbose") == 0;
}

/* The value of a flag that the library has found to be one of its booleans. */
static bool
flag_is_on (const char *value)
{
  return value == NULL || strchr ("1tTyY", *value) != NULL
         || strcasecmp (value, "on") == 0;
}

static int
act_library (struct parser *parser, const struct option_row *row,
             const char *value)
{
  if (parser->loading && !decides_loading (row->name))
    return 0;
  if (row->letter == 'p' && *value == '\0')
    return usage_error (parser, "--python is given an empty value", "");
  parser->symlinks |= strcmp (row->name, "symlinks") == 0
                      && flag_is_on (value);
  parser->copies |= strcmp (row->name, "copies") == 0 && flag_is_on (value);
  if (pyvenv_builder_set (parser->builder, row->name, value) < 0)
    return builder_failed (parser);
  return 0;
}

static int
act (struct parser *parser, const struct option_row *row, const char *value)
{
  struct options *options = parser->options;
  switch (row->action)
    {
    case ACT_HELP: options->mode = MODE_HELP; return 0;
    case ACT_VERSION: options->mode = MODE_VERSION; return 0;
    case ACT_LIST_PLUGINS: options->mode = MODE_LIST_PLUGINS; return 0;
    case ACT_CACHE_INFO: options->mode = MODE_CACHE_INFO; return 0;
    case ACT_CACHE_CLEAN: options->mode = MODE_CACHE_CLEAN; return 0;
    case ACT_PLUGIN_INFO:
      options->mode = MODE_PLUGIN_INFO;
      options->plugin = value;
      return 0;
    case ACT_QUIET: options->quiet = true; return 0;
    case ACT_JSON: options->json = true; return 0;
    case ACT_NO_PROGRESS: options->no_progress = true; return 0;
    case ACT_VERBOSE:
      options->verbose = flag_is_on (value);
      return act_library (parser, row, value);
    case ACT_PLUGIN:
      if (parser->loading
          && pyvenv_builder_add_plugin (parser->builder, value) < 0)
        return builder_failed (parser);
      return 0;
    case ACT_SET:
      return parser->loading ? 0 : act_set (parser, value);
    default:
      return act_library (parser, row, value);
    }
}

/* ---- The passes ------------------------------------------------------ */

/* The row of what getopt_long answered, which may be a letter. */
static size_t
row_of (int answer)
{
  if (answer >= 256)
    return (size_t) answer - 256;
  for (size_t i = 0; i < option_row_count; i++)
    if (option_rows[i].letter == answer)
      return i;
  return option_row_count;
}

static int
parse_pass (struct parser *parser, int argc, char **argv)
{
  optind = 0;

  int answer;
  while ((answer = getopt_long (argc, argv, ":hp:vq", parser->table, NULL))
         != -1)
    {
      if (answer == '?' || answer == ':')
        {
          /* The first pass does not know all options yet. */
          if (parser->loading)
            {
              parser->unknown = true;
              continue;
            }
          return refuse_option (parser->table, parser->options->json,
                                argv[optind - 1], answer == ':');
        }
      /* As argparse: a value that looks like an option was forgotten. */
      bool separate = optarg != NULL && optarg == argv[optind - 1];
      if (separate && optarg[0] == '-' && optarg[1] != '\0'
          && !parser->loading)
        return refuse_value (parser->options->json, argv[optind - 2], optarg);
      parser->taker = separate && optind == argc ? argv[optind - 2] : NULL;

      size_t row = row_of (answer);
      int status = row < option_row_count ? act (parser, &option_rows[row], optarg)
                   : parser->loading ? 0
                   : act_key (parser, &parser->keys[row - option_row_count], optarg);
      if (status != 0)
        return status;
    }
  return 0;
}

static int
parse_finish (struct parser *parser, int argc, char **argv)
{
  struct options *options = parser->options;
  options->env_dirs = (const char *const *) argv + optind;
  options->env_count = (size_t) (argc - optind);
  if (parser->symlinks && parser->copies)
    return usage_error (parser, "--copies and --symlinks exclude each other", "");
  if (options->mode == MODE_CREATE && options->env_count == 0)
    return refuse_nothing (options->json, parser->taker, argv[argc - 1]);
  return 0;
}

/* Between the passes: the settings, which may name plugins, and the plugins. */
static int
parse_load (struct parser *parser)
{
  if (pyvenv_builder_read_settings (parser->builder) < 0)
    return builder_failed (parser);
  if (parser->options->mode == MODE_LIST_PLUGINS
      || parser->options->mode == MODE_PLUGIN_INFO)
    return 0;
  /* What makes no environment needs no pip. */
  if (parser->options->mode != MODE_CREATE
      && pyvenv_builder_set (parser->builder, "without-pip", NULL) < 0)
    return builder_failed (parser);
  if (pyvenv_builder_load (parser->builder) == 0)
    return 0;
  if (parser->options->mode == MODE_CREATE)
    return builder_failed (parser);

  /* What tells how to get out of trouble must work in it. */
  complain_mildly (parser->options->json,
                   pyvenv_builder_error (parser->builder));
  return pyvenv_builder_set (parser->builder, "no-plugins", NULL) < 0
         || pyvenv_builder_load (parser->builder) < 0
         ? builder_failed (parser) : 0;
}

/* getopt sorts the arguments as it understands them.  The first pass takes the
 * value of a plugin's key for an ENV_DIR, so it gets a copy to sort. */
static int
parse_first_pass (struct parser *parser, int argc, char **argv)
{
  char **copy = calloc ((size_t) argc + 1, sizeof *copy);
  if (copy == NULL || !table_add_rows (parser))
    {
      free (copy);
      return usage_error (parser, "out of memory", "");
    }
  memcpy (copy, argv, (size_t) argc * sizeof *copy);
  int status = parse_pass (parser, argc, copy);
  free (copy);
  return status;
}

static int
parse_all (struct parser *parser, int argc, char **argv)
{
  parser->loading = true;
  int status = parse_first_pass (parser, argc, argv);
  /* Plugins need not be loaded for that, unless they may know the options that
   * are still unknown; if not, these are what is wrong. */
  if (status == 0 && parser->options->mode == MODE_CREATE && optind == argc
      && !parser->unknown)
    status = refuse_nothing (parser->options->json, parser->taker,
                             argv[argc - 1]);
  if (status == 0 && parser->options->mode != MODE_VERSION)
    status = parse_load (parser);
  if (status != 0)
    return status;

  parser->loading = false;
  *parser->options = (struct options) { .mode = MODE_CREATE,
                                        .json = parser->options->json };
  if (!table_add_keys (parser))
    return usage_error (parser, "out of memory", "");
  status = parse_pass (parser, argc, argv);
  return status != 0 ? status : parse_finish (parser, argc, argv);
}

int
options_read (pyvenv_builder *builder, int argc, char **argv,
              struct options *ret)
{
  struct parser parser = { .builder = builder, .options = ret };
  *ret = (struct options) { .mode = MODE_CREATE,
                            .json = complain_as_json (argc, argv) };
  int status = parse_all (&parser, argc, argv);
  free (parser.table);
  free (parser.keys);
  return status;
}
