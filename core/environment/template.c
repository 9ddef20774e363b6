/* template.c: text with placeholders. */
#include <config.h>

#include "template.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

/* The one of VALUES whose name is the longest at the start of the LENGTH bytes
 * of SOURCE, or NULL. */
static const struct template_value *
template_find (const char *source, size_t length,
               const struct template_value *values)
{
  const struct template_value *best = NULL;
  size_t best_length = 0;
  for (; values->name != NULL; values++)
    {
      size_t name = strlen (values->name);
      if (name > best_length && name <= length
          && memcmp (source, values->name, name) == 0)
        {
          best = values;
          best_length = name;
        }
    }
  return best;
}

void
template_fill (struct text *out, const char *source, size_t length,
               const struct template_value *values,
               const struct quote_style *style)
{
  /* Nearly no byte can begin a name, and it shows: templates are most of what
   * is computed for an environment without packages. */
  bool begins[UCHAR_MAX + 1] = { false };
  for (const struct template_value *value = values; value->name != NULL;
       value++)
    begins[(unsigned char) value->name[0]] = true;

  const char *end = source + length;
  const char *done = source;
  for (const char *s = source; s < end;)
    {
      const struct template_value *value = !begins[(unsigned char) *s] ? NULL
        : template_find (s, (size_t) (end - s), values);
      if (value == NULL)
        {
          s++;
          continue;
        }
      text_add_bytes (out, done, (size_t) (s - done));
      if (value->is_code)
        text_add (out, value->value);
      else
        quote_add_word (out, value->value, style);
      s += strlen (value->name);
      done = s;
    }
  text_add_bytes (out, done, (size_t) (end - done));
}
