/* dist_info.c: names of .dist-info folders. */
#include <config.h>

#include "dist_info.h"

#include "text.h"

#include <string.h>

static char
dist_info_lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

bool
dist_info_matches (const char *dir, const char *canonical,
                   const char **version, size_t *length)
{
  if (!string_ends_with (dir, DIST_INFO_SUFFIX))
    return false;
  size_t stem = strlen (dir) - strlen (DIST_INFO_SUFFIX);
  const char *dash = memchr (dir, '-', stem);
  if (dash == NULL || dash == dir)
    return false;

  /* Compares without allocating: this runs for each entry of a folder. */
  const char *c = canonical;
  for (const char *s = dir; s < dash; s++)
    {
      bool joins = strchr ("_.", *s) != NULL;
      if (joins && c > canonical && c[-1] == '-')
        continue;
      if (*c != (joins ? '-' : dist_info_lower (*s)))
        return false;
      c++;
    }
  if (*c != '\0')
    return false;

  if (version != NULL)
    {
      *version = dash + 1;
      *length = stem - (size_t) (dash + 1 - dir);
    }
  return true;
}
