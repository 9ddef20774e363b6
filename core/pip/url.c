/* url.c: what needs to be known of URLs where libcurl is not loaded. */
#include <config.h>

#include "url.h"

#include "system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define URL_HIDDEN "****"

bool
url_has_scheme (const char *url, const char *scheme)
{
  size_t length = strlen (scheme);
  return strncasecmp (url, scheme, length) == 0 && url[length] == ':';
}

/* Where the authority of URL (RFC 3986 §3.2) begins; NULL where it has none.
 * libcurl mends any number of slashes in front of it, and browsers take
 * backslashes for them. */
static const char *
url_authority (const char *url)
{
  if (url_has_scheme (url, "http") || url_has_scheme (url, "https"))
    {
      const char *after = strchr (url, ':') + 1;
      return after + strspn (after, "/\\");
    }
  const char *mark = strstr (url, "://");
  return mark != NULL && mark < url + strcspn (url, "?#") ? mark + 3 : NULL;
}

const char *
url_canonical (struct arena *arena, const char *url)
{
  const char *host = url_authority (url);
  if (host == NULL)
    return url;
  int scheme = (int) strcspn (url, ":");
  return strncmp (url + scheme, "://", 3) == 0 && url + scheme + 3 == host ? url
    : arena_format (arena, "%.*s://%s", scheme, url, host);
}

/* The end of the credentials in the authority that starts at HOST; HOST where
 * there are none.  A slash in a password should be encoded.  Since the whole
 * password has to be hidden, everything up to the last '@' counts, unless what
 * is before the slash is clearly HOST or HOST:PORT. */
static const char *
url_credentials_end (const char *host, const char *end)
{
  const char *at = NULL;
  for (const char *s = host; s < end; s++)
    if (*s == '@')
      at = s;
  if (at == NULL)
    return host;

  const char *slash = memchr (host, '/', (size_t) (end - host));
  if (slash == NULL || slash > at)
    return at + 1;

  const char *first = memchr (host, '@', (size_t) (slash - host));
  if (first != NULL)
    return at + 1;
  const char *colon = memchr (host, ':', (size_t) (slash - host));
  if (colon == NULL || *host == '['
      || strspn (colon + 1, "0123456789") == (size_t) (slash - colon - 1))
    return host;
  return at + 1;
}

void
url_redact (struct text *out, const char *url)
{
  const char *end = url + strcspn (url, "?#");
  const char *shown = url;
  const char *host = url_authority (url);

  if (host != NULL)
    {
      text_addf (out, "%.*s://", (int) strcspn (url, ":"), url);
      shown = url_credentials_end (host, end);
      if (shown != host)
        text_add (out, URL_HIDDEN "@");
    }

  text_add_visible (out, shown, (size_t) (end - shown));
  if (*end == '?')
    text_add (out, "?" URL_HIDDEN);
}

static int
url_hex_digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/* Adds the bytes from START to END, percent-decoded, to OUT. */
static void
url_add_decoded (struct text *out, const char *start, const char *end)
{
  for (const char *s = start; s < end; s++)
    {
      int high = *s == '%' && end - s > 2 ? url_hex_digit (s[1]) : -1;
      int low = high >= 0 ? url_hex_digit (s[2]) : -1;
      if (low < 0)
        text_add_char (out, *s);
      else
        {
          text_add_char (out, (char) (high * 16 + low));
          s += 2;
        }
    }
}

const char *
url_decode (struct arena *arena, const char *bytes)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  url_add_decoded (&text, bytes, bytes + strlen (bytes));
  return text.failed ? NULL : arena_copy (arena, text_string (&text));
}

bool
url_file_is_local (const char *url)
{
  const char *path = url + strlen ("file:");
  return !string_starts_with (path, "//") || path[2] == '/'
    || string_starts_with (path, "//localhost/");
}

const char *
url_file_path (struct arena *arena, const char *url)
{
  const char *path = url + strlen ("file:");
  if (string_starts_with (path, "//localhost/"))
    path += 11;
  else if (string_starts_with (path, "//"))
    path += 2;
  return url_decode (arena, path);
}

char *
url_file_name (const char *url)
{
  const char *end = url + strcspn (url, "?#");
  const char *mark = strstr (url, "://");
  const char *path = mark != NULL && mark < end ? mark + 3 : url;
  const char *start = memrchr (path, '/', (size_t) (end - path));
  if (start == NULL)
    {
      errno = EINVAL;
      return NULL;
    }

  CLEAN_TEXT struct text name = TEXT_EMPTY;
  url_add_decoded (&name, start + 1, end);

  const char *string = text_string (&name);
  if (!name.failed
      && (name.length == 0 || strlen (string) != name.length
          || strcmp (string, ".") == 0 || strcmp (string, "..") == 0
          || strpbrk (string, "/\\") != NULL || string_has_control (string)))
    {
      errno = EINVAL;
      return NULL;
    }
  return text_take (&name);
}
