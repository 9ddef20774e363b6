/* refuse.c: the errors for options that getopt_long does not accept. */
#include <config.h>

#include "options.h"

#include "cleanup.h"
#include "complain.h"
#include "nearest.h"
#include "refuse.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define REFUSE_HELP "Try 'pyvenv --help' for more information."

/* The error for NAME, which is not an option.  It may be misspelled, short for
 * several, or a key of a plugin that was not named; which one is not looked up,
 * since that would load plugins that nobody asked for. */
static int
refuse_name (const struct option *table, bool json, const char *option,
             const char *name, const char *no_plugins)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  CLEAN_TEXT struct text hint = TEXT_EMPTY;
  CLEAN_TEXT struct text many = TEXT_EMPTY;
  struct nearest nearest = { .wanted = name };
  for (; table->name != NULL; table++)
    {
      nearest_offer (&nearest, table->name);
      if (strncmp (table->name, name, strlen (name)) == 0)
        text_addf (&many, " '--%s'", table->name);
    }

  if (many.length > 0)
    text_addf (&text, "option '%s' is ambiguous; possibilities:%s", option,
               text_string (&many));
  else
    text_addf (&text, "unrecognized option '%s'", option);
  if (many.length > 0)
    text_add (&hint, REFUSE_HELP);
  else if (no_plugins != NULL)
    text_addf (&hint, "It may be a plugin's key: %s says no-plugins, "
               "--no-plugins=no takes that back.", no_plugins);
  else if (nearest.best != NULL)
    text_addf (&hint, "Did you mean '--%s'?  'pyvenv --help' shows them all.",
               nearest.best);
  else
    text_add (&hint, REFUSE_HELP "  A plugin's keys need --plugin=NAME; 'pyvenv"
              " --plugins' lists the plugins.");
  return complain (json, PYVENV_ERROR_USAGE, text_string (&text),
                   text_string (&hint));
}

int
refuse_option (const struct option *table, bool json, const char *option,
               bool needs_value, const char *no_plugins)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  if (optopt > 0 && optopt < 256)
    text_addf (&text, needs_value ? "option requires an argument -- '%c'"
               : "invalid option -- '%c'", optopt);
  else if (optopt != 0)
    text_addf (&text, needs_value ? "option '%s' requires an argument"
               : "option '%s' doesn't allow an argument", option);
  else
    {
      CLEAN_FREE char *name = strndup (option + 2, strcspn (option + 2, "="));
      if (name != NULL)
        return refuse_name (table, json, option, name, no_plugins);
      text_add (&text, "out of memory");
    }
  return complain (json, PYVENV_ERROR_USAGE, text_string (&text),
                   REFUSE_HELP);
}

int
refuse_value (bool json, const char *option, const char *next)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_addf (&text, "%s needs a value, not '%s' (if that is the value, write "
             "%s%s%s)", option, next, option, option[1] == '-' ? "=" : "",
             next);
  return complain (json, PYVENV_ERROR_USAGE, text_string (&text), NULL);
}

int
refuse_nothing (bool json, const char *taker, const char *last)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_add (&text, "no ENV_DIR is given");
  if (taker != NULL)
    text_addf (&text, "; '%s' is the value of %s", last, taker);
  return complain (json, PYVENV_ERROR_USAGE, text_string (&text),
                   REFUSE_HELP);
}
