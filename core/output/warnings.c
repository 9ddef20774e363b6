/* warnings.c: warnings that are kept until their environment is finished. */
#include <config.h>

#include "warnings.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

void
warnings_keep (struct warning **list, const struct pyvenv_event *event)
{
  struct warning *warning = calloc (1, sizeof *warning);
  char *text = strdup (event->text);
  if (warning == NULL || text == NULL)
    {
      free (warning);
      free (text);
      return;
    }
  warning->owner = pyvenv_env_dir (event->context) != NULL ? event->context
                   : NULL;
  warning->text = text;
  while (*list != NULL)
    list = &(*list)->next;
  *list = warning;
}

void
warnings_print (struct warning **list, FILE *out, const pyvenv_context *owner)
{
  const char *separator = "";
  fputc ('[', out);
  while (*list != NULL)
    {
      struct warning *warning = *list;
      if (warning->owner != NULL && warning->owner != owner)
        {
          list = &warning->next;
          continue;
        }
      fputs (separator, out);
      json_string (out, warning->text);
      separator = ", ";
      *list = warning->next;
      free (warning->text);
      free (warning);
    }
  fputc (']', out);
}
