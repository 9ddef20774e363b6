/* virtualenv_help.c: --help of virtualenv's command line. */
#include <config.h>

#include "virtualenv.h"

#include <stdio.h>

/* At which column explanations stand. */
#define VIRTUALENV_COLUMN 32

void
virtualenv_help (void)
{
  puts ("usage: virtualenv [OPTIONS] dest\n"
        "\n"
        "The command line of virtualenv, by pyvenv; pyvenv-virtualenv(7) has more.\n"
        "\n"
        "options:");
  for (size_t i = 0; i < VIRTUALENV_COUNT; i++)
    {
      const struct virtualenv_row *row = &virtualenv_table[i];
      int column = row->letter != 0 ? printf ("  -%c, --%s", row->letter, row->name)
                                    : printf ("  --%s", row->name);
      if (row->alias != NULL)
        column += printf (", --%s", row->alias);
      if (row->argument != NULL)
        column += printf (" %s", row->argument);
      if (column + 2 > VIRTUALENV_COLUMN)
        {
          putchar ('\n');
          column = 0;
        }
      printf ("%*s%s\n", VIRTUALENV_COLUMN - column, "", row->help);
    }
  puts ("\n"
        "Each option has a variable, as VIRTUALENV_NO_DOWNLOAD, and a key in the\n"
        "section [virtualenv] of virtualenv.ini, as no_download.");
}
