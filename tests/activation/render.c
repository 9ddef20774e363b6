/* render.c: prints an activation script as it is installed.
 *
 *     render DIR PROMPT BIN SCRIPT
 */
#include <config.h>

#include "activation.h"
#include "template.h"

#include <stdio.h>
#include <string.h>

int
main (int argc, char **argv)
{
  if (argc != 5)
    return 2;

  const struct template_value values[] = {
    { "__VENV_DIR__", argv[1] },
    { "__VENV_PROMPT__", argv[2] },
    { "__VENV_BIN_NAME__", argv[3] },
    { NULL, NULL }
  };
  for (const struct activation_script *s = activation_scripts; s->name; s++)
    if (strcmp (s->name, argv[4]) == 0)
      {
        CLEAN_TEXT struct text text = TEXT_EMPTY;
        template_fill (&text, s->source, s->length, values,
                       quote_style_of (s->name));
        if (text.failed)
          return 1;
        return fwrite (text.bytes, 1, text.length, stdout) != text.length
               || fflush (stdout) != 0;
      }
  fprintf (stderr, "render: there is no script %s\n", argv[4]);
  return 1;
}
