/* completion_bash.c: the completion script for bash. */
#include <config.h>

#include "completion.h"

#include <stdio.h>
#include <string.h>

/* Bash splits words at "=", which the script undoes. */
static const char bash_head[] =
  "# Completion of pyvenv for bash, as \"pyvenv --completion=bash\" prints it.\n"
  "_pyvenv_reply ()\n"
  "{\n"
  "  mapfile -t COMPREPLY < <(compgen -P \"$prefix\" \"$@\" -- \"$word\")\n"
  "}\n"
  "\n"
  "_pyvenv_interpreters ()\n"
  "{\n"
  "  mapfile -t COMPREPLY < <(\n"
  "    compgen -P \"$prefix\" -c -- \"$word\" |\n"
  "      grep -E '^(--python=)?(python|pypy)'\n"
  "    compgen -P \"$prefix\" -f -- \"$word\")\n"
  "}\n"
  "\n"
  "_pyvenv ()\n"
  "{\n"
  "  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}\n"
  "  local prefix= equals= options\n"
  "  COMPREPLY=()\n"
  "  case $word in\n"
  "    =) word= equals=yes ;;\n"
  "    --*=*) option=${word%%=*} word=${word#*=} prefix=$option= equals=yes ;;\n"
  "    *)\n"
  "      if [[ $option == = ]]; then\n"
  "        option=${COMP_WORDS[COMP_CWORD - 2]} equals=yes\n"
  "      fi\n"
  "      ;;\n"
  "  esac\n";

static const char bash_tail[] =
  "  if [[ $word == -* ]]; then\n"
  "    _pyvenv_reply -W \"$options\"\n"
  "    [[ ${#COMPREPLY[@]} != 1 || $COMPREPLY != *= ]] || compopt -o nospace\n"
  "  else\n"
  "    compopt -o filenames\n"
  "    _pyvenv_reply -d\n"
  "  fi\n"
  "}\n"
  "complete -F _pyvenv pyvenv\n";

/* What completes a value. */
static void
bash_print_action (const struct completion *completion,
                   const struct completion_option *option)
{
  const char *words = completion_words (completion, option);
  if (option->type == OPTION_TYPE_KEY)
    printf ("compopt -o nospace; ");
  if (*words != '\0')
    printf ("_pyvenv_reply -W '%s'; ", words);
  else if (option->type == OPTION_TYPE_FOLDER)
    printf ("compopt -o filenames; _pyvenv_reply -d; ");
  else if (option->type == OPTION_TYPE_FILE)
    printf ("compopt -o filenames; _pyvenv_reply -f; ");
  else if (option->type == OPTION_TYPE_INTERPRETER)
    printf ("compopt -o filenames; _pyvenv_interpreters; ");
}

/* A value is the word behind the option, or behind "=". */
static void
bash_print_values (const struct completion *completion)
{
  puts ("  case $option in");
  for (size_t i = 0; i < completion->options.count; i++)
    {
      const struct completion_option *option = &completion->options.items[i];
      if (option->argument == NULL)
        continue;
      printf ("    ");
      if (option->letter != 0)
        printf ("-%c | ", option->letter);
      printf ("--%s) ", option->name);
      bash_print_action (completion, option);
      puts ("return ;;");
    }
  puts ("  esac\n"
        "  if [[ $equals ]]; then\n"
        "    _pyvenv_reply -W 'yes no'\n"
        "    return\n"
        "  fi");
}

static void
bash_print_name (const struct completion_option *option)
{
  printf (" --%s%s", option->name, option->argument != NULL ? "=" : "");
}

/* The options of plugins count once the plugin is on the line. */
static void
bash_print_names (const struct completion *completion)
{
  const char *plugin = NULL;
  printf ("  options='");
  for (size_t i = 0; i < completion->options.count; i++)
    {
      const struct completion_option *option = &completion->options.items[i];
      if (option->plugin != NULL && option->plugin != plugin)
        printf ("'%s\n  case \" ${COMP_WORDS[*]} \" in\n"
                "    *' --plugin %s '* | *' --plugin = %s '* | "
                "*' --plugin=%s '*)\n      options+='",
                plugin != NULL ? " ;;\n  esac" : "", option->plugin,
                option->plugin, option->plugin);
      plugin = option->plugin;
      bash_print_name (option);
    }
  puts (plugin != NULL ? "' ;;\n  esac" : "'");
}

void
completion_print_bash (const struct completion *completion)
{
  fputs (bash_head, stdout);
  bash_print_values (completion);
  bash_print_names (completion);
  fputs (bash_tail, stdout);
}
