/* quote.c: text as one word of a shell. */
#include <config.h>

#include "quote.h"

#include <stdbool.h>
#include <string.h>

/* What a shell does not take as it is between quotes, and what stands for it
 * there. */
struct quote_replacement {
  const char *from, *to;
};

struct quote_style {
  const char *suffix;           /* of the files that the shell reads */
  bool bare;                    /* plain words need no quotes */
  const char *quote;            /* before and after a word */
  struct quote_replacement replace[8];
  /* Adds the word instead, where a list of replacements does not suffice. */
  void (*add) (struct text *out, const char *value);
};

/* For templates of the form set "NAME=value", which is the only one that cmd
 * takes whole.  After a quote within the value cmd believes itself outside of
 * quotes, so from there on what is special gets a caret.  A line cannot hold a
 * line end, which is left out. */
static void
quote_add_batch (struct text *out, const char *value)
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

/* The last row, whose suffix is empty, is for all other files. */
static const struct quote_style quote_styles[] = {
  /* csh looks for history ("!") and, with "set backslash_quote", for backslashes
   * within quotes too.  Outside of them a backslash makes each of these plain in
   * every mode; only a newline has to stay within. */
  { ".csh", true, "'",
    { { "'", "'\\''" }, { "!", "'\\!'" }, { "\\", "'\\\\'" },
      { "\n", "\\\n" } }, NULL },

  { ".fish", true, "'", { { "'", "\\'" }, { "\\", "\\\\" } }, NULL },

  /* PowerShell takes the typographic quotes U+2018 to U+201B for ', too. */
  { ".ps1", false, "'",
    { { "'", "''" },
      { "\xe2\x80\x98", "\xe2\x80\x98\xe2\x80\x98" },
      { "\xe2\x80\x99", "\xe2\x80\x99\xe2\x80\x99" },
      { "\xe2\x80\x9a", "\xe2\x80\x9a\xe2\x80\x9a" },
      { "\xe2\x80\x9b", "\xe2\x80\x9b\xe2\x80\x9b" } }, NULL },

  { ".nu", false, "\"", { { "\"", "\\\"" }, { "\\", "\\\\" } }, NULL },

  { ".elv", false, "'", { { "'", "''" } }, NULL },

  /* Both are Python, and a value is a string there. */
  { ".xsh", false, "'", { { "'", "\\'" }, { "\\", "\\\\" } }, NULL },
  { "activate_this.py", false, "'",
    { { "'", "\\'" }, { "\\", "\\\\" } }, NULL },

  { ".bat", false, "", { { NULL, NULL } }, quote_add_batch },

  /* A quote is written between double quotes, since Python reads the first
   * lines of some scripts too, as a string that three single ones would end. */
  { "", true, "'", { { "'", "'\"'\"'" } }, NULL }
};

const struct quote_style *
quote_style_of (const char *name)
{
  const struct quote_style *style = quote_styles;
  while (!string_ends_with (name, style->suffix))
    style++;
  return style;
}

/* Whether VALUE means itself in every shell when written without quotes.  "="
 * is not among the characters: zsh takes "=ls" for the path of ls, csh "=1"
 * for a folder of its stack. */
static bool
quote_is_plain (const char *value)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_@%+:,./-";
  return *value != '\0' && value[strspn (value, plain)] == '\0';
}

/* The replacement for what VALUE starts with, or NULL. */
static const struct quote_replacement *
quote_find (const struct quote_style *style, const char *value)
{
  for (const struct quote_replacement *r = style->replace; r->from; r++)
    if (string_starts_with (value, r->from))
      return r;
  return NULL;
}

void
quote_add_inside (struct text *out, const char *value,
                  const struct quote_style *style)
{
  if (style->add != NULL)
    {
      style->add (out, value);
      return;
    }
  while (*value != '\0')
    {
      const struct quote_replacement *r = quote_find (style, value);
      if (r != NULL)
        text_add (out, r->to);
      else
        text_add_char (out, *value);
      value += r != NULL ? strlen (r->from) : 1;
    }
}

void
quote_add_quoted (struct text *out, const char *value,
                  const struct quote_style *style)
{
  text_add (out, style->quote);
  quote_add_inside (out, value, style);
  text_add (out, style->quote);
}

void
quote_add_word (struct text *out, const char *value,
                const struct quote_style *style)
{
  if (style->bare && quote_is_plain (value))
    text_add (out, value);
  else
    quote_add_quoted (out, value, style);
}
