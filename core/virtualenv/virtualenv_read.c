/* virtualenv_read.c: the command line, as argparse reads it. */
#include <config.h>

#include "virtualenv.h"

#include "cleanup.h"
#include "complain.h"
#include "text.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* getopt_long answers a letter, 1 for what is no option, or this and an ID. */
#define VIRTUALENV_LONG 256

/* One for each row and alias, and the end. */
#define VIRTUALENV_NAMES (2 * VIRTUALENV_COUNT + 1)

int
virtualenv_is_asked (int argc, char *const *argv)
{
  const char *slash = argc > 0 ? strrchr (argv[0], '/') : NULL;
  if (argc > 1 && strcmp (argv[1], "--as=virtualenv") == 0)
    return 2;
  if (argc > 2 && strcmp (argv[1], "--as") == 0
      && strcmp (argv[2], "virtualenv") == 0)
    return 3;
  return argc > 0 && strcmp (slash != NULL ? slash + 1 : argv[0],
                             "virtualenv") == 0;
}

static int
virtualenv_usage_error (const char *text, const char *what)
{
  CLEAN_TEXT struct text whole = TEXT_EMPTY;
  text_addf (&whole, "%s%s", text, what);
  return complain (false, PYVENV_ERROR_USAGE, text_string (&whole),
                   "Try 'virtualenv --help' for more information.");
}

static void
virtualenv_add_name (struct option *options, size_t *count, const char *name,
                     size_t id)
{
  if (name != NULL)
    options[(*count)++] = (struct option) {
      name, virtualenv_table[id].argument != NULL ? required_argument
      : no_argument, NULL, VIRTUALENV_LONG + (int) id
    };
}

/* What getopt_long wants.  LETTERS begins with "-", so that it answers each word in
 * its place, and with ":", so that a missing value is told from an unknown name. */
static void
virtualenv_names (struct option options[VIRTUALENV_NAMES],
                  char letters[2 * VIRTUALENV_COUNT + 3])
{
  size_t count = 0;
  char *end = letters;
  *end++ = '-';
  *end++ = ':';
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    {
      const struct virtualenv_row *row = &virtualenv_table[i];
      virtualenv_add_name (options, &count, row->name, i);
      virtualenv_add_name (options, &count, row->alias, i);
      if (row->letter != 0)
        *end++ = row->letter;
      if (row->letter != 0 && row->argument != NULL)
        *end++ = ':';
    }
  options[count] = (struct option) { NULL, 0, NULL, 0 };
  *end = '\0';
}

static enum virtualenv_id
virtualenv_id_of (int answer)
{
  if (answer >= VIRTUALENV_LONG)
    return (enum virtualenv_id) (answer - VIRTUALENV_LONG);
  size_t i = 0;
  while (i < VIRTUALENV_COUNT && virtualenv_table[i].letter != answer)
    i++;
  return (enum virtualenv_id) i;
}

static int
virtualenv_add_word (struct virtualenv *virtualenv, const char *word)
{
  if (virtualenv->dest != NULL)
    return virtualenv_usage_error ("unrecognized arguments: ", word);
  if (*word == '\0')
    return virtualenv_usage_error ("the destination is an empty name", "");
  virtualenv->dest = word;
  return 0;
}

/* Takes an option, and where it takes more than one value the words behind it. */
static int
virtualenv_add_option (struct virtualenv *virtualenv, enum virtualenv_id id,
                       int argc, char **argv)
{
  const struct virtualenv_row *row = &virtualenv_table[id];
  struct virtualenv_value *value = &virtualenv->values[id];
  bool separate = optarg != NULL && optarg == argv[optind - 1];
  if (separate && optarg[0] == '-' && optarg[1] != '\0')
    return virtualenv_usage_error ("expected one argument: --", row->name);
  if (optarg != NULL && *optarg == '\0' && !row->takes_nothing)
    return virtualenv_usage_error ("an empty value is given: --", row->name);

  int result = virtualenv_take (value, &virtualenv->arena, id, optarg,
                                VIRTUALENV_CALLER);
  while (result == 0 && separate && row->takes_more && optind < argc
         && argv[optind][0] != '-')
    result = virtualenv_take (value, &virtualenv->arena, id, argv[optind++],
                              VIRTUALENV_CALLER);
  return result == 0 ? 0 : virtualenv_usage_error ("out of memory", "");
}

static int
virtualenv_read_words (struct virtualenv *virtualenv, int argc, char **argv)
{
  struct option options[VIRTUALENV_NAMES];
  char letters[2 * VIRTUALENV_COUNT + 3];
  virtualenv_names (options, letters);
  optind = 0;

  int answer, status = 0;
  while (status == 0
         && (answer = getopt_long (argc, argv, letters, options, NULL)) != -1)
    if (answer == 1)
      status = virtualenv_add_word (virtualenv, optarg);
    else if (answer == ':')
      status = virtualenv_usage_error ("expected one argument: ",
                                       argv[optind - 1]);
    else if (answer == '?')
      status = virtualenv_usage_error ("unrecognized arguments: ",
                                       argv[optind - 1]);
    else
      status = virtualenv_add_option (virtualenv, virtualenv_id_of (answer),
                                      argc, argv);
  while (status == 0 && optind < argc)
    status = virtualenv_add_word (virtualenv, argv[optind++]);
  return status;
}

static int
virtualenv_check_exclusions (const struct virtualenv *virtualenv)
{
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    for (size_t j = i + 1; j < VIRTUALENV_COUNT; j++)
      if (virtualenv_table[i].excludes != NULL
          && strcmp (virtualenv_table[i].excludes, virtualenv_table[j].name) == 0
          && virtualenv->values[i].source == VIRTUALENV_CALLER
          && virtualenv->values[j].source == VIRTUALENV_CALLER)
        {
          CLEAN_TEXT struct text text = TEXT_EMPTY;
          text_addf (&text, "argument --%s: not allowed with argument --",
                     virtualenv_table[j].name);
          return virtualenv_usage_error (text_string (&text),
                                         virtualenv_table[i].name);
        }
  return 0;
}

/* What is asked for instead of an environment. */
static bool
virtualenv_answer (const struct virtualenv *virtualenv)
{
  if (virtualenv->values[VIRTUALENV_HELP].on)
    virtualenv_help ();
  else if (virtualenv->values[VIRTUALENV_VERSION].on)
    printf ("virtualenv %s from pyvenv %s\n", VIRTUALENV_LIKE,
            pyvenv_version ());
  else
    return virtualenv->values[VIRTUALENV_UPGRADE_EMBED_WHEELS].on;
  return true;
}

int
virtualenv_read (struct virtualenv *virtualenv, pyvenv_builder *builder,
                 int argc, char **argv)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  *virtualenv = (struct virtualenv) {
    .builder = builder,
    .start = (double) now.tv_sec + (double) now.tv_nsec / 1e9
  };
  int status = virtualenv_read_words (virtualenv, argc, argv);
  if (status == 0)
    status = virtualenv_check_exclusions (virtualenv);
  if (status != 0)
    return status;
  virtualenv->is_done = virtualenv_answer (virtualenv);
  if (virtualenv->is_done)
    return 0;
  if (virtualenv->dest == NULL)
    return virtualenv_usage_error ("the following arguments are required: dest",
                                   "");
  status = virtualenv_read_settings (virtualenv);
  if (status != 0 || virtualenv_apply (virtualenv) == 0)
    return status;
  return complain (false, pyvenv_builder_error_kind (builder),
                   pyvenv_builder_error (builder), NULL);
}

void
virtualenv_release (struct virtualenv *virtualenv)
{
  arena_release (&virtualenv->arena);
}
