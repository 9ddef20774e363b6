/* url_parts.c: the parts of a URL (RFC 3986 §3). */
#include <config.h>

#include "url_parts.h"

#include "system.h"
#include "text.h"
#include "url.h"

#include <string.h>
#include <strings.h>

static const char *
url_decode_credentials (struct arena *arena, const char *bytes, size_t length)
{
  const char *copy = arena_copy_bytes (arena, bytes, length);
  return copy != NULL ? url_decode (arena, copy) : NULL;
}

/* Copies LENGTH bytes, in lower case. */
static const char *
url_lower (struct arena *arena, const char *bytes, size_t length)
{
  char *copy = arena_zeroed (arena, length + 1);
  for (size_t i = 0; copy != NULL && i < length; i++)
    copy[i] = (char) (bytes[i] >= 'A' && bytes[i] <= 'Z'
                      ? bytes[i] - 'A' + 'a' : bytes[i]);
  return copy;
}

bool
url_split (struct arena *arena, const char *url, struct url_parts *ret)
{
  url = url_canonical (arena, url);
  *ret = (struct url_parts) { .plain = url, .authority = "", .host = "" };
  if (url == NULL)
    return false;
  const char *mark = strstr (url, "://");
  if (mark == NULL || strncasecmp (url, "file:", 5) == 0)
    return true;

  const char *start = mark + 3;
  size_t length = strcspn (start, "/?#");
  const char *at = memrchr (start, '@', length);
  if (at != NULL)
    {
      ret->credentials = url_decode_credentials (arena, start,
                                                 (size_t) (at - start));
      ret->plain = arena_format (arena, "%.*s%s", (int) (start - url), url,
                                 at + 1);
      length -= (size_t) (at + 1 - start);
      start = at + 1;
    }
  ret->authority = url_lower (arena, start, length);

  bool bracket = *start == '[';
  size_t host = bracket ? strcspn (start, "]") : strcspn (start, ":/?#");
  if (host > length)
    host = length;
  ret->host = url_lower (arena, start + bracket, host - bracket);
  return ret->plain != NULL && ret->authority != NULL && ret->host != NULL
    && (at == NULL || ret->credentials != NULL);
}

bool
url_is_trusted (const struct url_parts *parts, const char *const *hosts)
{
  for (; hosts != NULL && *hosts != NULL; hosts++)
    if (strcasecmp (*hosts, parts->host) == 0
        || strcasecmp (*hosts, parts->authority) == 0)
      return true;
  return false;
}

bool
url_is_loopback (const struct url_parts *parts)
{
  const char *host = parts->host;
  return strcmp (host, "localhost") == 0 || strcmp (host, "::1") == 0
    || (string_starts_with (host, "127.")
        && strspn (host, "0123456789.") == strlen (host));
}

bool
url_is_secure (const struct url_parts *parts, const char *const *hosts)
{
  return url_has_scheme (parts->plain, "https")
    || url_has_scheme (parts->plain, "file")
    || (url_has_scheme (parts->plain, "http")
        && (url_is_loopback (parts) || url_is_trusted (parts, hosts)));
}
