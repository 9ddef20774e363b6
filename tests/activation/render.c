/* render.c: prints an activation script as it is installed.
 *
 *     render DIR PROMPT BIN SCRIPT [HOW NAME VALUE]...
 */
#include <config.h>

#include "activation_variables.h"
#include "template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main (int argc, char **argv)
{
  if (argc < 5 || argc % 3 != 2)
    return 2;

  const struct template_value values[] = {
    { "__VENV_DIR__", argv[1], false },
    { "__VENV_PROMPT__", argv[2], false },
    { "__VENV_BIN_NAME__", argv[3], false },
    { NULL, NULL, false }
  };
  /* Those of the tests, see tests/activation/variables.sh. */
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct activation_variables variables = { NULL };
  for (int i = 5; i + 2 < argc; i += 3)
    if (variables_add (&variables, &arena, &report, argv[i + 1], argv[i + 2],
                       atoi (argv[i])) < 0)
      return fprintf (stderr, "render: %s\n", report_text (&report)), 1;

  for (const struct activation_script *s = activation_scripts; s->name; s++)
    if (strcmp (s->name, argv[4]) == 0)
      {
        CLEAN_TEXT struct text text = TEXT_EMPTY;
        activation_variables_fill (&text, s, values, &variables);
        if (text.failed)
          return 1;
        return fwrite (text.bytes, 1, text.length, stdout) != text.length
               || fflush (stdout) != 0;
      }
  fprintf (stderr, "render: there is no script %s\n", argv[4]);
  return 1;
}
