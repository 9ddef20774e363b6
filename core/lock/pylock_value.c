/* pylock_value.c: what stands in a lock, checked for its type. */
#include <config.h>

#include "pylock_private.h"

#include "text.h"

#include <errno.h>

int
pylock_value_no_memory (struct pylock_reader *reader)
{
  return report_no_memory (reader->report);
}

/* The place comes first, as compilers write it: a lock has thousands of lines,
 * and no person wrote them. */
int
pylock_value_fail (struct pylock_reader *reader, unsigned line,
                   const char *fmt, ...)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_addf (&text, "'%s'", reader->lock->path);
  if (line > 0)
    text_addf (&text, ", line %u", line);
  if (reader->package != NULL)
    text_addf (&text, ", package %s", reader->package);
  text_add (&text, ": ");

  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&text, fmt, ap);
  va_end (ap);
  return text.failed ? pylock_value_no_memory (reader)
    : report_first (reader->report, PYVENV_ERROR_USAGE, 0, "%s", text_string (&text));
}

int
pylock_value_get (struct pylock_reader *reader, const struct toml_value *table,
                  const char *key, enum toml_kind kind,
                  const struct toml_value **ret)
{
  *ret = toml_document_find (table, key);
  if (*ret == NULL || (*ret)->kind == kind)
    return 0;
  return pylock_value_fail (reader, (*ret)->line, "%s is %s, and should be %s",
                            key, toml_document_kind ((*ret)->kind),
                            toml_document_kind (kind));
}

/* Strings become names of files, addresses and parts of messages, none of which
 * has control characters. */
int
pylock_value_string (struct pylock_reader *reader,
                     const struct toml_value *table, const char *key,
                     bool required, const char **ret)
{
  const struct toml_value *value;
  if (pylock_value_get (reader, table, key, TOML_STRING, &value) < 0)
    return -1;
  *ret = value != NULL ? value->string : NULL;
  if (value != NULL && string_has_control (value->string))
    return pylock_value_fail (reader, value->line, "%s has a control character"
                              " in it", key);
  if (required && (value == NULL || *value->string == '\0'))
    return pylock_value_fail (reader, table->line, "%s is missing", key);
  return 0;
}

int
pylock_value_strings (struct pylock_reader *reader,
                      const struct toml_value *table, const char *key,
                      struct string_vector *ret)
{
  const struct toml_value *array;
  if (pylock_value_get (reader, table, key, TOML_ARRAY, &array) < 0)
    return -1;
  for (const struct toml_value *item = array != NULL ? array->first : NULL;
       item != NULL; item = item->next)
    {
      if (item->kind != TOML_STRING)
        return pylock_value_fail (reader, item->line, "%s has %s in it, and should"
                                  " have strings", key,
                                  toml_document_kind (item->kind));
      if (string_vector_append (ret, item->string) < 0)
        return pylock_value_no_memory (reader);
    }
  return 0;
}
