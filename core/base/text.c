/* text.c: a growing string of bytes. */
#include <config.h>

#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
