/* option_table.c: the table of options, and how to find one. */
#include <config.h>

#include "option_table.h"

#include "text.h"

#include <pyvenv-plugin.h>
#include <stdlib.h>
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
option_is_days (const char *value)
{
  size_t digits = strspn (value, "0123456789");
  return digits > 0 && digits <= 5 && value[digits] == '\0';
}

bool
option_read_size (const char *value, uint64_t *ret)
{
  static const char units[] = "KMGT";
  size_t digits = strspn (value, "0123456789");
  const char *unit = value + digits;
  const char *place = *unit != '\0' ? strchr (units, *unit) : NULL;
  if (digits == 0 || digits > 18
      || (*unit != '\0' && (place == NULL || unit[1] != '\0')))
    return false;
  int shift = place != NULL ? 10 * (int) (place - units + 1) : 0;
  uint64_t number = strtoull (value, NULL, 10);
  *ret = number << shift;
  return *ret >> shift == number;
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
  uint64_t bytes;
  switch (option->type)
    {
    case OPTION_TYPE_DAYS: return option_is_days (value);
    case OPTION_TYPE_SIZE: return option_read_size (value, &bytes);
    case OPTION_TYPE_SECONDS: return option_is_seconds (value);
    case OPTION_TYPE_CHOICE: return option_has_word (option->choices, value);
    case OPTION_TYPE_CHOICES:
      return option_are_choices (option->choices, value);
    case OPTION_TYPE_TEXT:
      return !string_has_control (value)
             && string_is_utf8 (value, strlen (value));
    default: return true;
    }
}

const char *
option_wants (const struct option_row *option)
{
  switch (option->type)
    {
    case OPTION_TYPE_SECONDS: return "a number of seconds from 0 to 999999";
    case OPTION_TYPE_DAYS: return "a number of days from 0 to 99999";
    case OPTION_TYPE_SIZE: return "a size in bytes such as 500M or 10G";
    case OPTION_TYPE_CHOICES: return "a list of: ";
    case OPTION_TYPE_TEXT: return "a line of text in UTF-8";
    default: return "one of: ";
    }
}
