/* template.c: text with placeholders, and how each shell writes a word. */
#include <config.h>

#include "template.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

enum template_shell
template_shell_of (const char *name)
{
  if (string_ends_with (name, ".csh"))
    return TEMPLATE_CSH;
  if (string_ends_with (name, ".fish"))
    return TEMPLATE_FISH;
  if (string_ends_with (name, ".ps1"))
    return TEMPLATE_POWERSHELL;
  if (string_ends_with (name, ".bat"))
    return TEMPLATE_BATCH;
  return TEMPLATE_SH;
}

/* Whether VALUE means itself in every shell when written without quotes.  "="
 * is not among the characters: zsh takes "=ls" for the path of ls, csh "=1"
 * for a folder of its stack. */
static bool
template_is_plain (const char *value)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_@%+:,./-";
  return *value != '\0' && value[strspn (value, plain)] == '\0';
}

/* Only the quote itself ends a quoted word of sh. */
static void
template_quote_sh (struct text *out, const char *value)
{
  text_add_char (out, '\'');
  for (; *value != '\0'; value++)
    if (*value == '\'')
      text_add (out, "'\"'\"'");
    else
      text_add_char (out, *value);
  text_add_char (out, '\'');
}

/* csh looks for history ("!") and, with "set backslash_quote", for backslashes
 * within quotes too.  Outside of them a backslash makes each of these plain in
 * every mode; only a newline has to stay within. */
static void
template_quote_csh (struct text *out, const char *value)
{
  text_add_char (out, '\'');
  for (; *value != '\0'; value++)
    if (*value == '\'' || *value == '!' || *value == '\\')
      text_addf (out, "'\\%c'", *value);
    else if (*value == '\n')
      text_add (out, "\\\n");
    else
      text_add_char (out, *value);
  text_add_char (out, '\'');
}

/* fish knows \' and \\ within quotes. */
static void
template_quote_fish (struct text *out, const char *value)
{
  text_add_char (out, '\'');
  for (; *value != '\0'; value++)
    {
      if (*value == '\'' || *value == '\\')
        text_add_char (out, '\\');
      text_add_char (out, *value);
    }
  text_add_char (out, '\'');
}

/* PowerShell takes the typographic quotes U+2018 to U+201B for ' and, as for
 * that one, two in a row for one that does not end the string. */
static void
template_quote_powershell (struct text *out, const char *value)
{
  text_add_char (out, '\'');
  while (*value != '\0')
    {
      size_t length = 1;
      bool quote = *value == '\'';
      if (string_starts_with (value, "\xe2\x80") && value[2] >= '\x98'
          && value[2] <= '\x9b')
        {
          length = 3;
          quote = true;
        }
      if (quote)
        text_add_bytes (out, value, length);
      text_add_bytes (out, value, length);
      value += length;
    }
  text_add_char (out, '\'');
}

/* For templates of the form set "NAME=value", which is the only one that cmd
 * takes whole.  After a quote within the value cmd believes itself outside of
 * quotes, so from there on what is special gets a caret.  A line cannot hold a
 * line end, which is left out. */
static void
template_quote_batch (struct text *out, const char *value)
{
  bool outside = false;
  for (; *value != '\0'; value++)
    {
      if (*value == '\n' || *value == '\r')
        continue;
      if (*value == '%')
        text_add_char (out, '%');
      else if (outside && strchr ("\"&|<>()^", *value) != NULL)
        text_add_char (out, '^');
      else if (*value == '"')
        outside = true;
      text_add_char (out, *value);
    }
}

void
template_quote (struct text *out, const char *value, enum template_shell shell)
{
  if (shell == TEMPLATE_BATCH)
    template_quote_batch (out, value);
  else if (shell == TEMPLATE_POWERSHELL)
    template_quote_powershell (out, value);
  else if (template_is_plain (value))
    text_add (out, value);
  else if (shell == TEMPLATE_CSH)
    template_quote_csh (out, value);
  else if (shell == TEMPLATE_FISH)
    template_quote_fish (out, value);
  else
    template_quote_sh (out, value);
}

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
               const struct template_value *values, enum template_shell shell)
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
      template_quote (out, value->value, shell);
      s += strlen (value->name);
      done = s;
    }
  text_add_bytes (out, done, (size_t) (end - done));
}
