/* options_help.c: --help. */
#include <config.h>

#include "options.h"

#include "option_table.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>

/* Wider lines are hard to read, narrower ones have no room for words. */
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
             const char *argument, bool is_optional, const char *text)
{
  int column = letter != '\0' ? fprintf (help->out, "  -%c, --%s", letter, name)
                              : fprintf (help->out, "  --%s", name);
  if (argument != NULL)
    column += fprintf (help->out, is_optional ? "[=%s]" : "=%s", argument);
  help_text (help, (size_t) column, text);
}

static bool
help_is_ours (const char *name)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (strcmp (option_table[i].name, name) == 0)
      return true;
  return false;
}

/* A key with the name of one of our options can only be given by --set. */
static void
help_key (const struct help *help, const char *plugin,
          const struct pyvenv_key *key)
{
  const char *text = key->help != NULL ? key->help : "";
  if (!help_is_ours (key->name))
    {
      help_option (help, '\0', key->name, key->argument, false, text);
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
  for (size_t i = 0; i < OPTION_COUNT; i++)
    {
      const struct option_row *row = &option_table[i];
      if (i == 0 || strcmp (row->group, row[-1].group) != 0)
        fprintf (out, "\n%s:\n", row->group);
      help_option (&help, row->letter, row->name, row->argument,
                   row->argument_is_optional, row->help);
    }
  help_keys (&help, builder);
  fputc ('\n', out);
  help_words (&help, 0, 0, "Once an environment has been created, you may wish "
              "to activate it, e.g. by sourcing an activate script in its bin "
              "directory.");
}
