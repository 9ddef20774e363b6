/* credentials.c: with which user and password a file is downloaded. */
#include <config.h>

#include "credentials.h"

#include "url.h"

#include <string.h>

/* How close what is at KNOWN, with credentials, is to the URL of PARTS: the length of
 * what they have in common; 0 on another server, or without credentials. */
static size_t
credentials_closeness (const struct url_parts *known,
                       const struct url_parts *parts)
{
  if (known->credentials == NULL || *parts->authority == '\0'
      || strcmp (known->authority, parts->authority) != 0
      || url_has_scheme (parts->plain, "https")
         != url_has_scheme (known->plain, "https"))
    return 0;
  size_t common = 0;
  while (parts->plain[common] != '\0'
         && parts->plain[common] == known->plain[common])
    common++;
  return common;
}

static bool
credentials_lists (const struct source *source, const struct project_file *file)
{
  return file >= source->page.files
    && file < source->page.files + source->page.count;
}

/* One server can have several repositories with a password each, so that the
 * page that lists the file counts, else what is closest. */
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
      size_t closeness = credentials_closeness (&source->parts, &parts);
      if (closeness > 0 && credentials_lists (source, file))
        return source->parts.credentials;
      if (closeness > closest)
        {
          closest = closeness;
          credentials = source->parts.credentials;
        }
    }
  for (size_t i = 0; i < finder->indexes.count; i++)
    {
      size_t closeness
        = credentials_closeness (&finder->indexes.items[i], &parts);
      if (closeness > closest)
        {
          closest = closeness;
          credentials = finder->indexes.items[i].credentials;
        }
    }
  return credentials;
}
