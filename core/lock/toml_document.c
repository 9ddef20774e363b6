/* toml_document.c: TOML as a tree that C can walk. */
#include <config.h>

#include "toml_private.h"

#include <errno.h>
#include <string.h>

/* Keys joined by dots, "a.b.c", make tables in tables; the library goes into
 * each of them by a call, and has no bound of its own. */
#define TOML_DOCUMENT_DOTS 200

/* Steps over blanks, and one quoted or bare part of a key. */
static const char *
toml_document_part (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  if (at < end && (*at == '"' || *at == '\''))
    {
      char quote = *at++;
      while (at < end && *at != quote && *at != '\n')
        at += *at == '\\' && quote == '"' && end - at > 1 ? 2 : 1;
      if (at < end && *at == quote)
        at++;
    }
  else
    while (at < end && strchr (".\"' \t\n\r=[]{},#", *at) == NULL)
      at++;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at;
}

/* Whether BYTES could have a key of too many parts.  What looks like one in a
 * string counts, too; no text has that many dots in a row. */
static bool
toml_document_is_deep (const char *bytes, size_t length)
{
  const char *end = bytes + length;
  for (const char *at = bytes; at < end;)
    {
      unsigned dots = 0;
      const char *part = toml_document_part (at, end);
      while (part < end && *part == '.' && dots < TOML_DOCUMENT_DOTS)
        {
          dots++;
          part = toml_document_part (part + 1, end);
        }
      if (dots == TOML_DOCUMENT_DOTS)
        return true;
      at = part > at ? part : at + 1;
    }
  return false;
}

const struct toml_value *
toml_document_parse (struct arena *arena, const char *bytes, size_t length,
                     struct toml_error *error)
{
  *error = (struct toml_error) { 0, "out of memory" };
  if (!toml_document_is_deep (bytes, length))
    return toml_parse (arena, bytes, length, error);
  error->message = "tables are nested too deeply";
  errno = EINVAL;
  return NULL;
}

const struct toml_value *
toml_document_find (const struct toml_value *table, const char *key)
{
  const struct toml_value *value = table->first;
  while (value != NULL && strcmp (value->key, key) != 0)
    value = value->next;
  return value;
}

const char *
toml_document_kind (enum toml_kind kind)
{
  switch (kind)
    {
    case TOML_TABLE:
      return "a table";
    case TOML_ARRAY:
      return "an array";
    case TOML_STRING:
      return "a string";
    case TOML_INTEGER:
      return "an integer";
    case TOML_BOOLEAN:
      return "true or false";
    case TOML_OTHER:
      break;
    }
  return "a fraction, a date or a time";
}
