/* settings_line.c: the lines of an INI file, before and after inih. */
#include <config.h>

#include "settings_line.h"

#include "nearest.h"
#include "plugin_name.h"
#include "text.h"

#include <stdbool.h>
#include <string.h>

#define LINE_BLANKS " \t\r\f\v"

/* Stands for a ";" that is no comment; no line may have one of its own. */
#define LINE_SEMICOLON '\x01'

/* ---- Checks ---------------------------------------------------------- */

/* The line at LINE is the heading of a section; whether there is such a one.
 * What has no end is left to inih. */
static int
line_check_section (struct report *report, struct arena *arena,
                    const char *path, const char *line, size_t number)
{
  size_t length = strcspn (line + 1, "]\n");
  if (length > SECTION_LIMIT)
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                           "%s:%zu: the name of the section is longer than %d "
                           "bytes", path, number, SECTION_LIMIT);
  const char *name = arena_copy_bytes (arena, line + 1, length);
  if (name == NULL)
    return report_no_memory (report);
  if (line[1 + length] != ']' || strcmp (name, "pyvenv") == 0
      || strcmp (name, "activate") == 0
      || (string_starts_with (name, "plugin ")
          && plugin_name_is_valid (name + strlen ("plugin "))))
    return 0;

  /* The name of a plugin may be any. */
  struct nearest nearest = { .wanted = name };
  size_t word = strcspn (name, " ");
  const char *plugin = arena_format (arena, "plugin%s", name + word);
  nearest_offer (&nearest, "pyvenv");
  nearest_offer (&nearest, "activate");
  if (plugin != NULL
      && plugin_name_is_valid (name + word + (name[word] == ' ')))
    nearest_offer (&nearest, plugin);
  return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "%s:%zu: unknown section "
                         "[%s] (%sthere are [pyvenv], [activate] and "
                         "[plugin NAME])", path, number, name,
                         nearest_question (arena, &nearest));
}

/* Whether the LENGTH bytes of LINE are a comment or nothing. */
static bool
line_is_empty (const char *line, size_t length)
{
  size_t blanks = strspn (line, LINE_BLANKS);
  return blanks >= length || strchr (";#", line[blanks]) != NULL;
}

/* Whether they have a byte that no text has. */
static bool
line_has_control (const char *line, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if ((unsigned char) line[i] < 0x20 && strchr (LINE_BLANKS, line[i]) == NULL)
      return true;
  return false;
}

int
settings_line_check (struct report *report, struct arena *arena,
                     const char *path, const char *bytes)
{
  size_t number = 1;
  bool has_key = false;
  for (const char *line = bytes; *line != '\0'; number++)
    {
      size_t length = strcspn (line, "\n");
      bool is_empty = line_is_empty (line, length);
      bool continues = !is_empty && strchr (LINE_BLANKS, *line) != NULL;
      if (length > LINE_LIMIT)
        return report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                               "%s:%zu: the line is longer than %d bytes (an "
                               "indented line continues the value)", path,
                               number, LINE_LIMIT);
      if (line_has_control (line, length))
        return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "%s:%zu: the line "
                               "has a control character", path, number);
      if (*line == '['
          && line_check_section (report, arena, path, line, number) < 0)
        return -1;
      if (continues && !has_key)
        return report_fail_as (report, PYVENV_ERROR_USAGE, 0, "%s:%zu: the line "
                               "is indented and continues nothing; each key "
                               "stands at the start of a line", path, number);
      if (!is_empty)
        has_key = *line != '[';
      line += length;
      line += *line == '\n';
    }
  return 0;
}

/* ---- Quotes ---------------------------------------------------------- */

/* Where the value on LINE begins. */
static char *
line_value (char *line)
{
  if (strchr (LINE_BLANKS, *line) == NULL)
    {
      line += strcspn (line, "=:");
      line += *line != '\0';
    }
  return line + strspn (line, LINE_BLANKS);
}

void
settings_line_prepare (char *line)
{
  bool continues = strchr (LINE_BLANKS, *line) != NULL;
  char *s = line_value (line);
  if (*s == '"')
    {
      for (s++; *s != '\0' && *s != '"'; s++)
        if (*s == '\\' && s[1] != '\0')
          s++;
        else if (*s == ';')
          *s = LINE_SEMICOLON;
    }
  for (; continues && *s != '\0'; s++)
    if (*s == ';' && strchr (LINE_BLANKS, s[-1]) != NULL)
      {
        s[0] = '\n';
        s[1] = '\0';
        break;
      }
}

/* The text between the quotes of VALUE, which ends with the second. */
static const char *
line_unquote (struct report *report, struct arena *arena, const char *value,
              size_t length)
{
  char *text = arena_zeroed (arena, length + 1);
  char *end = text;
  size_t i = 1;
  if (text == NULL)
    {
      report_no_memory (report);
      return NULL;
    }
  for (; i < length && value[i] != '"'; i++)
    {
      i += value[i] == '\\' && i + 1 < length;
      *end++ = value[i] == LINE_SEMICOLON ? ';' : value[i];
    }
  if (i + 1 != length)
    {
      report_fail_as (report, PYVENV_ERROR_USAGE, 0, "the value begins with a "
                      "double quote and %s (\\\" stands for a quote)",
                      i < length ? "goes on behind the second" : "has no other");
      return NULL;
    }
  return text;
}

const char *
settings_line_value (struct report *report, struct arena *arena,
                     const char *value, bool *joins)
{
  size_t length = strlen (value);
  *joins = length > 0 && value[length - 1] == '\\';
  length -= *joins;
  while (*joins && *value == '"' && length > 0
         && strchr (LINE_BLANKS, value[length - 1]) != NULL)
    length--;
  if (*value == '"')
    return line_unquote (report, arena, value, length);
  const char *copy = arena_copy_bytes (arena, value, length);
  if (copy == NULL)
    report_no_memory (report);
  return copy;
}
