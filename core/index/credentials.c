/* credentials.c: with which user and password a file is downloaded. */
#include <config.h>

#include "credentials.h"

#include "url.h"

#include <string.h>

/* How close a source is to FILE, whose URL is PARTS.  0: the source is on
 * another server, or has no credentials.  Else the length of what their URLs
 * have in common, and the most where the source is the page that lists the
 * file. */
static size_t
credentials_closeness (const struct source *source,
                       const struct project_file *file,
                       const struct url_parts *parts)
{
  const struct url_parts *known = &source->parts;
  if (known->credentials == NULL || *parts->authority == '\0'
      || strcmp (known->authority, parts->authority) != 0
      || url_has_scheme (parts->plain, "https")
         != url_has_scheme (known->plain, "https"))
    return 0;
  if (file >= source->page.files
      && file < source->page.files + source->page.count)
    return SIZE_MAX;
  size_t common = 0;
  while (parts->plain[common] != '\0'
         && parts->plain[common] == known->plain[common])
    common++;
  return common;
}

/* One server can have several repositories with a password each, so that the
 * closest source counts. */
const char *
credentials_for_file (const struct finder *finder,
                      const struct project_file *file)
{
  const char *credentials = file->credentials;
  struct url_parts parts;
  if (credentials != NULL || !url_split (finder->arena, file->url, &parts))
    return credentials;

  size_t closest = 0;
  for (size_t i = 0; i < finder->sources.count; i++)
    {
      const struct source *source = &finder->sources.items[i];
      size_t closeness = credentials_closeness (source, file, &parts);
      if (closeness > closest)
        {
          closest = closeness;
          credentials = source->parts.credentials;
        }
    }
  return credentials;
}
