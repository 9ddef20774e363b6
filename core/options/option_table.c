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

#define OPTION_SEPARATORS ", \t\r\n"

/* Whether the LENGTH bytes of WORD are one of the words of LIST. */
static bool
option_list_has (const char *list, const char *word, size_t length)
{
  for (list += strspn (list, OPTION_SEPARATORS); *list != '\0';
       list += strspn (list, OPTION_SEPARATORS))
    {
      size_t here = strcspn (list, OPTION_SEPARATORS);
      if (here == length && strncmp (list, word, length) == 0)
        return true;
      list += here;
    }
  return false;
}

bool
option_has_word (const char *list, const char *word)
{
  return option_list_has (list, word, strlen (word));
}

static bool
option_are_choices (const char *choices, const char *value)
{
  for (value += strspn (value, OPTION_SEPARATORS); *value != '\0';
       value += strspn (value, OPTION_SEPARATORS))
    {
      size_t length = strcspn (value, OPTION_SEPARATORS);
      if (!option_list_has (choices, value, length))
        return false;
      value += length;
    }
  return true;
}

bool
option_accepts (const struct option_row *option, const char *value)
{
  switch (option->type)
    {
    case OPTION_TYPE_SECONDS: return option_is_seconds (value);
    case OPTION_TYPE_CHOICE: return option_has_word (option->choices, value);
    case OPTION_TYPE_CHOICES:
      return option_are_choices (option->choices, value);
    default: return true;
    }
}
