/* options.c: the command line. */
#include <config.h>

#include "options_parser.h"

#include "cleanup.h"
#include "complain.h"
#include "refuse.h"
#include "system.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

int
options_usage_error (const struct options_parser *parser, const char *text,
                     const char *what)
{
  CLEAN_TEXT struct text whole = TEXT_EMPTY;
  text_addf (&whole, "%s%s", text, what);
  return complain (parser->options->json, PYVENV_ERROR_USAGE,
                   text_string (&whole),
                   "Try 'pyvenv --help' for more information.");
}

int
options_builder_failed (const struct options_parser *parser)
{
  if (parser->helping)
    {
      complain_mildly (parser->options->json,
                       pyvenv_builder_error (parser->builder));
      return 0;
    }
  return complain (parser->options->json,
                   pyvenv_builder_error_kind (parser->builder),
                   pyvenv_builder_error (parser->builder), NULL);
}

/* Whether WORD is a beginning of the name of the option that getopt_long took it
 * for, not the whole. */
static bool
options_is_abbreviation (const char *word, int answer)
{
  size_t place = getopt_table_place (answer);
  return place < OPTION_COUNT && string_starts_with (word, "--")
         && strcmp (word + 2, option_table[place].name) != 0;
}

/* As getopt_long.  The first pass cannot know whether an abbreviation is the whole
 * name of a plugin's key, of which it does not know whether it takes a value, so
 * that it leaves the next word alone. */
static int
options_next (struct options_parser *parser, int argc, char **argv)
{
  int answer = getopt_long (argc, argv, parser->table.letters,
                            parser->table.options, NULL);
  if (parser->loading && answer != -1 && answer != '?' && answer != ':'
      && optarg != NULL && optarg == argv[optind - 1]
      && options_is_abbreviation (argv[optind - 2], answer))
    {
      parser->unknown = true;
      optind--;
    }
  return answer;
}

/* As with argparse, help is shown whatever else is wrong. */
static bool
options_ask_for_help (struct options_parser *parser, int argc, char **argv)
{
  optind = 0;

  int answer;
  while ((answer = options_next (parser, argc, argv)) != -1)
    if (answer != '?' && answer != ':'
        && getopt_table_place (answer) == OPTION_HELP)
      return true;
  return false;
}

static void
options_note_no_plugins (void *data, const struct pyvenv_setting *setting)
{
  const char **origin = data;
  if (setting->plugin == NULL && setting->counts && setting->value != NULL
      && strcmp (setting->name, "no-plugins") == 0
      && strcmp (setting->value, "true") == 0)
    *origin = setting->origin;
}

/* Where a file or a variable turns plugins off, or NULL. */
static const char *
options_no_plugins (const struct options_parser *parser)
{
  const char *origin = NULL;
  return pyvenv_builder_settings (parser->builder, options_note_no_plugins,
                                  &origin) == 0 ? origin : NULL;
}

static int
options_read_pass (struct options_parser *parser, int argc, char **argv)
{
  optind = 0;

  int answer;
  while ((answer = options_next (parser, argc, argv)) != -1)
    {
      if (answer == '?' || answer == ':')
        {
          /* The first pass does not know all options yet. */
          if (parser->loading)
            {
              parser->unknown = true;
              continue;
            }
          return refuse_option (parser->table.options, parser->options->json,
                                argv[optind - 1], answer == ':',
                                options_no_plugins (parser));
        }
      /* As argparse: a value that looks like an option was forgotten. */
      bool separate = optarg != NULL && optarg == argv[optind - 1];
      if (separate && optarg[0] == '-' && optarg[1] != '\0'
          && !parser->loading)
        return refuse_value (parser->options->json, argv[optind - 2], optarg);
      parser->taker = separate && optind == argc ? argv[optind - 2] : NULL;

      int status = options_act (parser, getopt_table_place (answer), optarg);
      if (status != 0)
        return status;
    }
  return 0;
}

/* The library lets the later of two flags win that exclude each other, as it must
 * where they come from a file; on one command line they are a mistake. */
static int
options_check_exclusions (const struct options_parser *parser)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (parser->on[i] && option_table[i].excludes != NULL
        && parser->on[option_find_library (option_table[i].excludes)
                      - option_table])
      {
        CLEAN_TEXT struct text text = TEXT_EMPTY;
        text_addf (&text, "--%s and --%s exclude each other",
                   option_table[i].name, option_table[i].excludes);
        return options_usage_error (parser, text_string (&text), "");
      }
  return 0;
}

/* Whether an action is done with each ENV_DIR. */
static bool
options_take_dirs (enum option_id action)
{
  return action == OPTIONS_CREATE || action == OPTION_REMOVE
         || action == OPTION_ACTIVATE || action == OPTION_MOVED;
}

/* Writes folders over the names of environments. */
static int
options_locate (struct options_parser *parser, int argc, char **argv)
{
  for (int i = optind; i < argc; i++)
    if (*argv[i] == '@')
      {
        const char *folder = pyvenv_builder_locate (parser->builder, argv[i]);
        if (folder == NULL)
          return options_builder_failed (parser);
        argv[i] = (char *) folder;
      }
  return 0;
}

static int
options_finish (struct options_parser *parser, int argc, char **argv)
{
  struct options *options = parser->options;
  options->env_dirs = (const char *const *) argv + optind;
  options->env_count = (size_t) (argc - optind);
  int status = options_check_exclusions (parser);
  if (status == 0)
    status = options_locate (parser, argc, argv);
  if (status != 0)
    return status;
  if (options_take_dirs (options->action) && options->env_count == 0)
    return refuse_nothing (options->json, parser->taker, argv[argc - 1]);
  return 0;
}

int
options_add_config (struct options_parser *parser, const char *path)
{
  const char **longer = reallocarray (parser->configs,
                                      parser->config_count + 1,
                                      sizeof *longer);
  if (longer == NULL)
    return options_usage_error (parser, "out of memory", "");
  parser->configs = longer;
  longer[parser->config_count++] = path;
  return 0;
}

/* What was wrong with the settings: an error or a warning.  --no-plugins is the way
 * around what is broken, and what makes no environment works in any case. */
static int
options_settings_failed (const struct options_parser *parser)
{
  if (parser->options->action == OPTIONS_CREATE && !parser->helping
      && !parser->on[OPTION_NO_PLUGINS])
    return options_builder_failed (parser);
  complain_mildly (parser->options->json,
                   pyvenv_builder_error (parser->builder));
  return 0;
}

static int
options_read_settings (struct options_parser *parser)
{
  int status = pyvenv_builder_read_settings (parser->builder) == 0 ? 0
               : options_settings_failed (parser);
  for (size_t i = 0; status == 0 && i < parser->config_count; i++)
    if (pyvenv_builder_read_file (parser->builder, parser->configs[i]) < 0)
      status = options_settings_failed (parser);
  return status;
}

/* Whether an action is done by plugins, or shows their keys. */
static bool
options_need_plugins (enum option_id action)
{
  switch (action)
    {
    case OPTION_PLUGINS:
    case OPTION_PLUGIN_INFO:
    case OPTION_LIST:
    case OPTION_REMOVE:
    case OPTION_ACTIVATE:
    case OPTION_MOVED:
      return false;
    default:
      return true;
    }
}

/* Between the passes: the settings, which may name plugins, and the plugins. */
static int
options_load (struct options_parser *parser)
{
  int status = options_read_settings (parser);
  if (status != 0)
    return status;
  if (!options_need_plugins (parser->options->action))
    return 0;
  /* What makes no environment needs no pip. */
  if (parser->options->action != OPTIONS_CREATE
      && pyvenv_builder_remove_plugin (parser->builder, "ensurepip") < 0)
    return options_builder_failed (parser);
  if (pyvenv_builder_load (parser->builder) == 0)
    return 0;
  if (parser->options->action == OPTIONS_CREATE)
    return options_builder_failed (parser);

  /* --help and its like must work where a plugin does not. */
  complain_mildly (parser->options->json,
                   pyvenv_builder_error (parser->builder));
  return 0;
}

/* getopt sorts the arguments as it understands them, and does not understand all
 * of them before the plugins are known, so it gets a fresh copy each time. */
static int
options_read_first (struct options_parser *parser, int argc, char **argv)
{
  char **copy = calloc ((size_t) argc + 1, sizeof *copy);
  if (copy == NULL || !getopt_table_add_options (&parser->table))
    {
      free (copy);
      return options_usage_error (parser, "out of memory", "");
    }
  size_t size = (size_t) argc * sizeof *copy;
  parser->loading = true;
  memcpy (copy, argv, size);
  parser->helping = options_ask_for_help (parser, argc, copy);
  memcpy (copy, argv, size);
  int status = options_read_pass (parser, argc, copy);
  if (parser->helping)
    parser->options->action = OPTION_HELP;
  parser->loading = false;
  free (copy);
  return status;
}

static int
options_read_all (struct options_parser *parser, int argc, char **argv)
{
  int status = options_read_first (parser, argc, argv);
  /* Plugins need not be loaded for that, unless they may know the options that
   * are still unknown; if not, these are what is wrong. */
  if (status == 0 && parser->options->action == OPTIONS_CREATE && optind == argc
      && !parser->unknown)
    status = refuse_nothing (parser->options->json, parser->taker,
                             argv[argc - 1]);
  if (status == 0 && parser->options->action != OPTION_VERSION)
    status = options_load (parser);
  if (status != 0 || parser->helping)
    return status;

  *parser->options = (struct options) { .action = OPTIONS_CREATE,
                                        .json = parser->options->json };
  if (!getopt_table_add_keys (&parser->table, parser->builder))
    return options_usage_error (parser, "out of memory", "");
  status = options_read_pass (parser, argc, argv);
  return status != 0 ? status : options_finish (parser, argc, argv);
}

int
options_read (pyvenv_builder *builder, int argc, char **argv,
              struct options *ret)
{
  struct options_parser parser = { .builder = builder, .options = ret };
  *ret = (struct options) { .action = OPTIONS_CREATE,
                            .json = complain_as_json (argc, argv) };
  int status = options_read_all (&parser, argc, argv);
  getopt_table_release (&parser.table);
  free (parser.configs);
  return status;
}
