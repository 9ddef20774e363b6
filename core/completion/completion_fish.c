/* completion_fish.c: the completion script for fish. */
#include <config.h>

#include "completion.h"
#include "quote.h"

#include <stdio.h>
#include <string.h>

static const char fish_head[] =
  "# Completion of pyvenv for fish, as \"pyvenv --completion=fish\" prints it.\n"
  "function __pyvenv_interpreters\n"
  "    set -l found $PATH/python* $PATH/pypy*\n"
  "    string replace -r '.*/' '' -- $found\n"
  "end\n"
  "\n"
  "function __pyvenv_has_plugin\n"
  "    string match -qr -- ' --plugin[ =]'$argv[1]' ' (commandline -pc)\n"
  "end\n"
  "\n"
  "complete -c pyvenv -e\n"
  "complete -c pyvenv -f -a '(__fish_complete_directories)'\n";

/* A word between single quotes. */
static void
fish_print_quoted (const char *text)
{
  CLEAN_TEXT struct text quoted = TEXT_EMPTY;
  quote_add_quoted (&quoted, text, quote_style_of (".fish"));
  fputs (text_string (&quoted), stdout);
}

/* What completes a value. */
static void
fish_print_action (const struct completion *completion,
                   const struct completion_option *option)
{
  const char *words = completion_words (completion, option);
  if (*words != '\0')
    printf (" -x -a '%s'", words);
  else if (option->type == OPTION_TYPE_FOLDER)
    printf (" -x -a '(__fish_complete_directories)'");
  else if (option->type == OPTION_TYPE_FILE)
    printf (" -r -F");
  else if (option->type == OPTION_TYPE_INTERPRETER)
    printf (" -r -F -a '(__pyvenv_interpreters)'");
  else
    printf (" -x");
}

void
completion_print_fish (const struct completion *completion)
{
  fputs (fish_head, stdout);
  for (size_t i = 0; i < completion->options.count; i++)
    {
      const struct completion_option *option = &completion->options.items[i];
      printf ("complete -c pyvenv -l %s", option->name);
      if (option->letter != 0)
        printf (" -s %c", option->letter);
      if (option->plugin != NULL)
        printf (" -n '__pyvenv_has_plugin %s'", option->plugin);
      if (option->argument != NULL)
        fish_print_action (completion, option);
      printf (" -d ");
      fish_print_quoted (option->help);
      putchar ('\n');
    }
}
