/* options_help.c: the table behind the command line, and --help from it. */
#include <config.h>

#include "options.h"
#include "options_rows.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

const struct option_row option_rows[] = {
  { NULL, 0, NULL, ACT_FLAG, "options (--FLAG=no turns one off)" },
  { "help", 'h', NULL, ACT_HELP, "show this help message and exit" },
  { "system-site-packages", 0, NULL, ACT_FLAG,
    "give access to the base interpreter's site-packages" },
  { "symlinks", 0, NULL, ACT_FLAG, "link the interpreter (the default)" },
  { "copies", 0, NULL, ACT_FLAG, "copy the interpreter instead" },
  { "clear", 0, NULL, ACT_FLAG,
    "delete what is in an existing environment first" },
  { "upgrade", 0, NULL, ACT_FLAG,
    "bring an existing environment to this version of Python" },
  { "without-pip", 0, NULL, ACT_FLAG, "do not install pip" },
  { "prompt", 0, "PROMPT", ACT_VALUE,
    "what activation shows; '.' is the name of the working directory" },
  { "upgrade-deps", 0, NULL, ACT_FLAG,
    "upgrade pip (and setuptools before 3.12) from the index" },
  { "without-scm-ignore-files", 0, NULL, ACT_FLAG,
    "write no .gitignore (one is written from Python 3.13 on)" },

  { NULL, 0, NULL, ACT_FLAG, "interpreter" },
  { "python", 'p', "SPEC", ACT_VALUE,
    "path, name (python3.12), version (3.12) or range (>=3.9,<3.13); else "
    "$PYVENV_PYTHON, python3 or python on PATH" },

  { NULL, 0, NULL, ACT_FLAG, "plugins" },
  { "plugin", 0, "NAME", ACT_PLUGIN, "load a plugin; may be repeated" },
  { "set", 0, "NAME.KEY=VALUE", ACT_SET, "give a plugin one of its keys" },
  { "no-plugins", 0, NULL, ACT_FLAG,
    "load no plugin but the one that installs pip" },
  { "plugins", 0, NULL, ACT_LIST_PLUGINS, "list the installed plugins" },
  { "plugin-info", 0, "NAME", ACT_PLUGIN_INFO, "describe a plugin" },

  { NULL, 0, NULL, ACT_FLAG, "an existing ENV_DIR" },
  { "allow-existing", 0, NULL, ACT_FLAG,
    "put the environment into a folder that is not empty" },
  { "force", 0, NULL, ACT_FLAG,
    "let --clear empty a folder that is no environment" },
  { "lock-timeout", 0, "SECONDS", ACT_VALUE,
    "how long to wait for another pyvenv on ENV_DIR (600)" },

  { NULL, 0, NULL, ACT_FLAG, "packages" },
  { "link-mode", 0, "MODE", ACT_VALUE,
    "how files come out of the cache: hardlink, clone or copy" },
  { "offline", 0, NULL, ACT_FLAG, "never use the network" },
  { "no-cache", 0, NULL, ACT_FLAG, "neither read nor write the cache" },
  { "cache-dir", 0, "DIR", ACT_VALUE, "where the cache is" },
  { "cache-info", 0, NULL, ACT_CACHE_INFO, "show what the cache holds" },
  { "cache-clean", 0, NULL, ACT_CACHE_CLEAN, "delete the cache" },

  { NULL, 0, NULL, ACT_FLAG, "output" },
  { "verbose", 'v', NULL, ACT_VERBOSE, "say what is done, line by line" },
  { "quiet", 'q', NULL, ACT_QUIET, "say nothing but errors" },
  { "json", 0, NULL, ACT_JSON,
    "print one JSON object for each environment" },
  { "no-progress", 0, NULL, ACT_NO_PROGRESS, "show no progress" },
  { "version", 0, NULL, ACT_VERSION, "show the version and exit" },
};

const size_t option_row_count = sizeof option_rows / sizeof option_rows[0];

/* ---- Help ------------------------------------------------------------ */

/* Wider lines than the one are hard to read, in narrower columns than the other
 * there is no room for words. */
#define HELP_WIDEST 80
#define HELP_NARROWEST 40

struct help {
  FILE *out;
  size_t width;                 /* that lines may have */
  size_t column;                /* at which explanations stand */
};

/* As argparse: COLUMNS, else the terminal's width, else 80; two columns stay
 * free. */
static struct help
help_start (FILE *out)
{
  const char *columns = getenv ("COLUMNS");
  unsigned long width = columns != NULL ? strtoul (columns, NULL, 10) : 0;
  if (width == 0)
    width = terminal_width (out);
  if (width == 0 || width > HELP_WIDEST)
    width = HELP_WIDEST;
  if (width < HELP_NARROWEST)
    width = HELP_NARROWEST;
  return (struct help) { out, width - 2, (width - 2) / 3 };
}

/* TEXT, broken between words, where COLUMN columns are written; further lines
 * begin at INDENT. */
static void
help_words (const struct help *help, size_t column, size_t indent,
            const char *text)
{
  for (size_t start = column; *text != '\0';)
    {
      size_t length = strcspn (text, " ");
      if (column > start && column + 1 + length > help->width)
        {
          fprintf (help->out, "\n%*s", (int) indent, "");
          column = start = indent;
        }
      else if (column > start)
        {
          fputc (' ', help->out);
          column++;
        }
      fprintf (help->out, "%.*s", (int) length, text);
      column += length;
      text += length;
      text += strspn (text, " ");
    }
  fputc ('\n', help->out);
}

/* The explanation of what has taken COLUMN columns. */
static void
help_text (const struct help *help, size_t column, const char *text)
{
  if (column + 1 > help->column)
    {
      fputc ('\n', help->out);
      column = 0;
    }
  fprintf (help->out, "%*s", (int) (help->column - column), "");
  help_words (help, help->column, help->column, text);
}

static void
help_option (const struct help *help, char letter, const char *name,
             const char *argument, const char *text)
{
  int column = letter != '\0' ? fprintf (help->out, "  -%c, --%s", letter, name)
                              : fprintf (help->out, "  --%s", name);
  if (argument != NULL)
    column += fprintf (help->out, "=%s", argument);
  help_text (help, (size_t) column, text);
}

static bool
help_is_ours (const char *name)
{
  for (size_t i = 0; i < option_row_count; i++)
    if (option_rows[i].name != NULL && strcmp (option_rows[i].name, name) == 0)
      return true;
  return false;
}

/* A key that has the name of one of our own options has no option. */
static void
help_key (const struct help *help, const char *plugin,
          const struct pyvenv_key *key)
{
  const char *text = key->help != NULL ? key->help : "";
  if (!help_is_ours (key->name))
    {
      help_option (help, '\0', key->name, key->argument, text);
      return;
    }
  int column = fprintf (help->out, "  --set=%s.%s=%s", plugin, key->name,
                        key->argument != NULL ? key->argument : "true");
  help_text (help, (size_t) column, text);
}

static void
help_keys (const struct help *help, const pyvenv_builder *builder)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (builder, i, NULL)) != NULL; i++)
    {
      if (plugin->keys == NULL || plugin->keys->name == NULL)
        continue;
      fprintf (help->out, "\nkeys of the plugin %s:\n", plugin->name);
      for (const struct pyvenv_key *key = plugin->keys; key->name != NULL;
           key++)
        help_key (help, plugin->name, key);
    }
}

void
options_help (const pyvenv_builder *builder, FILE *out)
{
  const struct help help = help_start (out);
  help_words (&help, 0, strlen ("usage: pyvenv "),
              "usage: pyvenv [OPTIONS] ENV_DIR [ENV_DIR ...]");
  fputc ('\n', out);
  help_words (&help, 0, 0, "Creates virtual Python environments in one or more "
              "target directories.");
  for (size_t i = 0; i < option_row_count; i++)
    {
      const struct option_row *row = &option_rows[i];
      if (row->name == NULL)
        fprintf (out, "\n%s:\n", row->help);
      else
        help_option (&help, row->letter, row->name, row->argument, row->help);
    }
  help_keys (&help, builder);
  fputc ('\n', out);
  help_words (&help, 0, 0, "Once an environment has been created, you may wish "
              "to activate it, e.g. by sourcing an activate script in its bin "
              "directory.");
}
