/* text.c: a growing string of bytes, and predicates on strings. */
#include <config.h>

#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Makes room for LENGTH more bytes and the final NUL. */
static bool
text_grow (struct text *text, size_t length)
{
  if (text->failed || length > TEXT_LIMIT - text->length)
    {
      text->failed = true;
      return false;
    }

  size_t wanted = text->length + length + 1;
  if (wanted <= text->room)
    return true;

  size_t room = text->room < 120 ? 120 : text->room * 2;
  if (room < wanted)
    room = wanted;
  char *bytes = realloc (text->bytes, room);
  if (bytes == NULL)
    {
      text->failed = true;
      return false;
    }
  text->bytes = bytes;
  text->room = room;
  return true;
}

void
text_add_bytes (struct text *text, const void *bytes, size_t length)
{
  if (length == 0 || !text_grow (text, length))
    return;
  memcpy (text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

void
text_add (struct text *text, const char *string)
{
  text_add_bytes (text, string, strlen (string));
}

void
text_add_char (struct text *text, char c)
{
  text_add_bytes (text, &c, 1);
}

void
text_add_visible (struct text *text, const char *bytes, size_t length)
{
  const unsigned char *end = (const unsigned char *) bytes + length;
  for (const unsigned char *s = (const unsigned char *) bytes; s < end; s++)
    {
      bool high = *s == 0xc2 && end - s > 1 && s[1] >= 0x80 && s[1] < 0xa0;
      text_add_char (text, high || *s < 0x20 || *s == 0x7f ? '?' : (char) *s);
      s += high;
    }
}

void
text_vaddf (struct text *text, const char *fmt, va_list ap)
{
  va_list again;
  va_copy (again, ap);
  int length = vsnprintf (NULL, 0, fmt, again);
  va_end (again);

  if (length < 0 || !text_grow (text, (size_t) length))
    {
      text->failed = true;
      return;
    }
  vsnprintf (text->bytes + text->length, (size_t) length + 1, fmt, ap);
  text->length += (size_t) length;
}

void
text_addf (struct text *text, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  text_vaddf (text, fmt, ap);
  va_end (ap);
}

const char *
text_string (const struct text *text)
{
  return text->bytes != NULL ? text->bytes : "";
}

char *
text_take (struct text *text)
{
  if (text->bytes == NULL && !text->failed)
    text_grow (text, 0);
  if (text->failed)
    {
      text_clear (text);
      errno = ENOMEM;
      return NULL;
    }

  char *bytes = text->bytes;
  bytes[text->length] = '\0';
  *text = (struct text) TEXT_EMPTY;
  return bytes;
}

void
text_clear (struct text *text)
{
  int saved = errno;
  free (text->bytes);
  *text = (struct text) TEXT_EMPTY;
  errno = saved;
}

void
text_add_path (struct text *out, const char *path)
{
  while (*path != '\0')
    {
      size_t length = strcspn (path, "/");
      if (length == 2 && path[0] == '.' && path[1] == '.')
        {
          while (out->length > 0 && out->bytes[out->length - 1] != '/')
            out->length--;
          if (out->length > 0)
            out->length--;
          if (out->bytes != NULL)
            out->bytes[out->length] = '\0';
        }
      else if (length > 0 && !(length == 1 && path[0] == '.'))
        {
          text_add_char (out, '/');
          text_add_bytes (out, path, length);
        }
      path += length;
      path += strspn (path, "/");
    }
}

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
