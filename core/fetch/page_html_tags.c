/* page_html_tags.c: tags of HTML that would keep libxml busy.
 *
 * libxml compares each attribute of a tag with all before it, which takes minutes
 * for some hundred thousand and cannot be interrupted.  So the attributes are
 * counted first, by its own rules: those of htmlParseStartElement. */
#include <config.h>

#include "page.h"

#include <string.h>

enum { TAG_ATTRIBUTES_MAX = 1000 };

/* All '<' are looked at, also those in comments and in the values of attributes:
 * what is a tag to libxml is one here.  Where that makes for much to read twice,
 * the page is none of an index. */
enum { TAG_READ_MAX = 8 };

static bool
tag_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
tag_is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

static const char *
tag_skip_blanks (const char *at, const char *end)
{
  while (at < end && tag_is_blank (*at))
    at++;
  return at;
}

static bool
tag_ends (const char *at, const char *end)
{
  return at == end || *at == '>' || (*at == '/' && end - at > 1 && at[1] == '>');
}

/* Behind the value of an attribute, which begins at AT. */
static const char *
tag_skip_value (const char *at, const char *end)
{
  if (at < end && (*at == '"' || *at == '\''))
    {
      const char *quote = memchr (at + 1, *at, (size_t) (end - at - 1));
      return quote != NULL ? quote + 1 : end;
    }
  while (at < end && !tag_is_blank (*at) && *at != '>')
    at++;
  return at;
}

/* Behind one attribute, or behind what takes the place of one. */
static const char *
tag_skip_attribute (const char *at, const char *end)
{
  if (!tag_is_letter (*at))
    {
      do
        at++;
      while (!tag_ends (at, end) && !tag_is_blank (*at));
      return at;
    }
  while (at < end && (tag_is_letter (*at) || strchr ("0123456789-.", *at) != NULL)
         && *at != '\0')
    at++;
  const char *equals = tag_skip_blanks (at, end);
  return equals < end && *equals == '='
    ? tag_skip_value (tag_skip_blanks (equals + 1, end), end) : equals;
}

/* The end of the tag whose name begins at AT, or NULL if it has too many
 * attributes. */
static const char *
tag_end (const char *at, const char *end)
{
  while (at < end && !tag_is_blank (*at) && !tag_ends (at, end))
    at++;
  for (unsigned count = 0;; count++)
    {
      at = tag_skip_blanks (at, end);
      if (tag_ends (at, end))
        return at;
      if (count == TAG_ATTRIBUTES_MAX)
        return NULL;
      at = tag_skip_attribute (at, end);
    }
}

bool
page_html_is_tame (const char *body, size_t length)
{
  const char *end = body + length;
  size_t left = TAG_READ_MAX * length;
  for (const char *at = body;
       (at = memchr (at, '<', (size_t) (end - at))) != NULL;)
    {
      if (++at == end || !tag_is_letter (*at))
        continue;
      const char *tail = tag_end (at, end);
      if (tail == NULL || (size_t) (tail - at) > left)
        return false;
      left -= (size_t) (tail - at);
    }
  return true;
}
