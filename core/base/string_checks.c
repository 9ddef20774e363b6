/* string_checks.c: predicates on strings. */
#include <config.h>

#include "string_checks.h"

#include <string.h>
#include <strings.h>

bool
string_starts_with (const char *string, const char *prefix)
{
  return strncmp (string, prefix, strlen (prefix)) == 0;
}

bool
string_ends_with (const char *string, const char *suffix)
{
  size_t length = strlen (string), tail = strlen (suffix);
  return length >= tail && strcmp (string + length - tail, suffix) == 0;
}

bool
string_is_utf8 (const char *bytes, size_t length)
{
  const unsigned char *s = (const unsigned char *) bytes;
  const unsigned char *end = s + length;

  while (s < end)
    {
      if (*s < 0x80)
        {
          s++;
          continue;
        }

      size_t more = *s >= 0xf0 ? 3 : *s >= 0xe0 ? 2 : 1;
      if (*s < 0xc2 || *s > 0xf4 || (size_t) (end - s) <= more)
        return false;
      for (size_t i = 1; i <= more; i++)
        if ((s[i] & 0xc0) != 0x80)
          return false;

      /* Overlong forms, surrogates and what lies beyond U+10FFFF differ from
       * the rest in the second byte. */
      if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0)
          || (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90))
        return false;
      s += more + 1;
    }
  return true;
}

bool
string_has_control (const char *string)
{
  for (const unsigned char *s = (const unsigned char *) string; *s; s++)
    if (*s < 0x20 || *s == 0x7f)
      return true;
  return false;
}

bool
string_to_bool (const char *string, bool *ret)
{
  static const char *const yes[] = { "true", "yes", "on", "1" };
  static const char *const no[] = { "false", "no", "off", "0" };

  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    if (strcasecmp (string, yes[i]) == 0 || strcasecmp (string, no[i]) == 0)
      {
        *ret = strcasecmp (string, yes[i]) == 0;
        return true;
      }
  return false;
}
