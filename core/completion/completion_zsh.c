/* completion_zsh.c: the completion script for zsh. */
#include <config.h>

#include "completion.h"
#include "quote.h"

#include <stdio.h>
#include <string.h>

static const char zsh_head[] =
  "#compdef pyvenv\n"
  "# Completion of pyvenv for zsh, as \"pyvenv --completion=zsh\" prints it.\n"
  "_pyvenv_interpreters ()\n"
  "{\n"
  "  local -a names\n"
  "  names=(${(k)commands[(I)(python|pypy)*]})\n"
  "  _alternative 'names:interpreter:compadd -a names' 'files:file:_files'\n"
  "}\n"
  "\n"
  "_pyvenv ()\n"
  "{\n"
  "  local -a options\n"
  "  options=(\n";

/* Autoloaded from a file on fpath it is run as the function; sourced, it defines
 * it. */
static const char zsh_tail[] =
  "  _arguments -S : $options '*:ENV_DIR:_files -/'\n"
  "}\n"
  "\n"
  "if [[ ${funcstack[1]-} = _pyvenv ]]; then\n"
  "  _pyvenv \"$@\"\n"
  "else\n"
  "  compdef _pyvenv pyvenv\n"
  "fi\n";

/* A text in the middle of a specification of _arguments, between single quotes. */
static void
zsh_print_text (const char *text)
{
  CLEAN_TEXT struct text escaped = TEXT_EMPTY, quoted = TEXT_EMPTY;
  for (; *text != '\0'; text++)
    {
      if (strchr ("\\[]:", *text) != NULL)
        text_add_char (&escaped, '\\');
      text_add_char (&escaped, *text);
    }
  quote_add_inside (&quoted, text_string (&escaped), quote_style_of (""));
  fputs (text_string (&quoted), stdout);
}

/* What completes a value. */
static void
zsh_print_action (const struct completion *completion,
                  const struct completion_option *option)
{
  const char *words = completion_words (completion, option);
  putchar (':');
  zsh_print_text (option->argument);
  putchar (':');
  if (option->type == OPTION_TYPE_KEY)
    printf ("compadd -S \"\" -- %s", words);
  else if (*words != '\0')
    printf ("(%s)", words);
  else if (option->type == OPTION_TYPE_FOLDER)
    printf ("_files -/");
  else if (option->type == OPTION_TYPE_FILE)
    printf ("_files");
  else if (option->type == OPTION_TYPE_INTERPRETER)
    printf ("_pyvenv_interpreters");
  else
    putchar (' ');
}

/* One specification for each name of OPTION.  Options may be given again. */
static void
zsh_print_option (const struct completion *completion,
                  const struct completion_option *option)
{
  const char *equals = option->argument != NULL ? "=" : "";
  if (option->letter != 0)
    printf ("    '*'{-%c%s,--%s%s}'", option->letter,
            option->argument != NULL ? "+" : "", option->name, equals);
  else
    printf ("    '*--%s%s", option->name,
            option->takes_boolean ? "=-" : equals);
  putchar ('[');
  zsh_print_text (option->help);
  putchar (']');
  if (option->argument != NULL)
    zsh_print_action (completion, option);
  else if (option->takes_boolean && option->letter == 0)
    printf ("::boolean:(yes no)");
  puts ("'");
}

void
completion_print_zsh (const struct completion *completion)
{
  const char *plugin = NULL;
  fputs (zsh_head, stdout);
  for (size_t i = 0; i < completion->options.count; i++)
    {
      const struct completion_option *option = &completion->options.items[i];
      if (option->plugin != NULL && option->plugin != plugin)
        printf ("  )\n"
                "  [[ \" $words \" != *' --plugin'[\\ =]'%s '* ]] || options+=(\n",
                option->plugin);
      plugin = option->plugin;
      zsh_print_option (completion, option);
    }
  puts ("  )");
  fputs (zsh_tail, stdout);
}
