/* virtualenv_table.c: the options of virtualenv, and what was given for them. */
#include <config.h>

#include "virtualenv_table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct virtualenv_row virtualenv_table[VIRTUALENV_COUNT] = {
#define ROW(id, ...) [VIRTUALENV_##id] = { __VA_ARGS__ },
#include "virtualenv.def"
#undef ROW
};

/* Reads TEXT as virtualenv reads a boolean; false where it is none. */
static bool
virtualenv_read_bool (const char *text, bool *ret)
{
  static const char *const words[][2] = {
    { "1", "0" }, { "yes", "no" }, { "true", "false" }, { "on", "off" }
  };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    {
      *ret = strcasecmp (text, words[i][0]) == 0;
      if (*ret || strcasecmp (text, words[i][1]) == 0)
        return true;
    }
  return false;
}

/* Whether the LENGTH bytes at ITEM are a clause of PEP 440 that belongs to the one
 * before: a comma stands within ">=3.9,<3.13", too. */
static bool
virtualenv_is_clause (const char *item, size_t length)
{
  return length > 0 && strchr ("<>=!~", *item) != NULL;
}

/* Adds the items of TEXT.  More than one line means one item a line; else commas
 * separate them.  Colons do in either case. */
static int
virtualenv_split (struct virtualenv_value *value, struct arena *arena,
                  const char *text)
{
  const char *separators = strchr (text, '\n') != NULL ? "\n\r:" : ",:";
  for (text += strspn (text, " \t\r\n,:"); *text != '\0';
       text += strspn (text, " \t\r\n,:"))
    {
      size_t length = strcspn (text, separators);
      while (text[length] == ',' && virtualenv_is_clause (text, length)
             && virtualenv_is_clause (text + length + 1, 1))
        length += 1 + strcspn (text + length + 1, separators);
      size_t kept = length;
      while (kept > 0 && strchr (" \t", text[kept - 1]) != NULL)
        kept--;
      const char *item = arena_copy_bytes (arena, text, kept);
      if (item == NULL || string_vector_append (&value->list, item) < 0)
        return -1;
      text += length;
    }
  return 0;
}

int
virtualenv_take (struct virtualenv_value *value, struct arena *arena,
                 enum virtualenv_id id, const char *text,
                 enum virtualenv_source source)
{
  const struct virtualenv_row *row = &virtualenv_table[id];
  bool is_caller = source == VIRTUALENV_CALLER;
  bool on = true;
  char *end = NULL;
  if (source < value->source)
    return 0;
  if (row->is_count && text != NULL
      && (strtol (text, &end, 10) < 0 || end == text || *end != '\0'))
    return 1;
  if (!row->is_count && row->argument == NULL && text != NULL
      && !virtualenv_read_bool (text, &on))
    return 1;

  if (source > value->source)
    *value = (struct virtualenv_value) { .list = { .arena = arena } };
  value->source = source;
  value->on = on;
  value->count = text != NULL && row->is_count ? strtol (text, NULL, 10)
                 : value->count + 1;
  value->text = row->argument != NULL ? text : NULL;
  if (!row->is_list)
    return 0;
  return is_caller ? string_vector_append (&value->list, text)
         : virtualenv_split (value, arena, text);
}
