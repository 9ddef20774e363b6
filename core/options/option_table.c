/* option_table.c: the table of options, and how to find one. */
#include <config.h>

#include "option_table.h"

#include <pyvenv-plugin.h>
#include <string.h>

const struct option_row option_table[OPTION_COUNT] = {
#define OPTION(id, ...) [OPTION_##id] = { __VA_ARGS__ },
#include "option_rows.h"
#undef OPTION
};

const struct option_row *
option_find_library (const char *name)
{
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (option_table[i].is_library && strcmp (option_table[i].name, name) == 0)
      return &option_table[i];
  return NULL;
}

static bool
option_is_seconds (const char *value)
{
  size_t digits = strspn (value, "0123456789");
  return digits > 0 && digits <= 6 && value[digits] == '\0';
}

static bool
option_is_choice (const char *choices, const char *value)
{
  size_t length = strlen (value);
  while (*choices != '\0')
    {
      size_t word = strcspn (choices, " ");
      if (word == length && strncmp (choices, value, length) == 0)
        return true;
      choices += word;
      choices += strspn (choices, " ");
    }
  return false;
}

bool
option_accepts (const struct option_row *option, const char *value)
{
  switch (option->type)
    {
    case OPTION_TYPE_SECONDS: return option_is_seconds (value);
    case OPTION_TYPE_CHOICE: return option_is_choice (option->choices, value);
    default: return true;
    }
}
