/* unchanged.c: what an environment has already of what is asked for. */
#include <config.h>

#include "unchanged.h"

#include "cleanup.h"
#include "direct_url.h"
#include "distributions.h"
#include "file.h"
#include "text.h"
#include "tree.h"
#include "version.h"

#include <errno.h>
#include <string.h>

/* Pip and its like write a few hundred bytes. */
enum { UNCHANGED_DIRECT_URL_MAX = 64 << 10 };

/* Whether DIRECT_URL, the text of a direct_url.json, is of the file that WHEEL asks
 * for: by its hash where both have one, since the place may have got another file,
 * and else by the place. */
static bool
unchanged_is_of (const struct asked_wheel *wheel, const char *direct_url)
{
  if (wheel->hash_count > 0 && strstr (direct_url, "\"hash") != NULL)
    {
      for (size_t i = 0; i < wheel->hash_count; i++)
        if (strstr (direct_url, strchr (wheel->hashes[i], '=') + 1) != NULL)
          return true;
      return false;
    }
  CLEAN_TEXT struct text wanted = TEXT_EMPTY;
  direct_url_add (&wanted, wheel->place, wheel->place[0] == '/', NULL, NULL);
  const char *url = strstr (text_string (&wanted), "\"url\"");
  size_t length = url == NULL ? 0 : strlen (url) - strlen ("}");
  return url != NULL && memmem (direct_url, strlen (direct_url), url, length)
                        != NULL;
}

/* Whether the distribution FOLDER comes from where WHEEL is asked for: from an index
 * or a lock if no place was named.  1, 0, or -1 after pyvenv_fail. */
static int
unchanged_place (pyvenv_context *cx, struct arena *arena, const char *purelib,
                 const char *folder, const struct asked_wheel *wheel)
{
  size_t length = 0;
  const char *path = arena_format (arena, "%s/%s/direct_url.json", purelib,
                                   folder);
  if (path == NULL)
    return pyvenv_fail (cx, errno, "cannot look at '%s'", folder);
  CLEAN_FREE char *direct_url
    = file_read (tree_fd (context_tree (cx)), path, UNCHANGED_DIRECT_URL_MAX,
                 &length);
  if (direct_url == NULL)
    return errno == ENOENT ? wheel->place == NULL
      : pyvenv_fail (cx, errno, "cannot read '%s/%s'", pyvenv_env_dir (cx),
                     path);
  return wheel->place != NULL && unchanged_is_of (wheel, direct_url);
}

/* Whether the INSTALLED version is the one that WHEEL asks for. */
static bool
unchanged_version (const struct asked_wheel *wheel, const char *installed)
{
  CLEAN_TEXT struct text pin = TEXT_EMPTY;
  if (wheel->version == NULL)
    return true;
  if (!wheel->is_pin)
    return version_compare_text (installed, wheel->version) == 0;
  text_addf (&pin, "==%s", wheel->version);
  return !pin.failed
    && specifiers_match_text (text_string (&pin), installed);
}

int
unchanged_find (pyvenv_context *cx, struct arena *arena,
                const struct asked_wheel *wheels, size_t count, bool *stays)
{
  struct distributions installed;
  if (distributions_read (&installed, arena, cx) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    {
      const char *version = NULL;
      const char *folder = distributions_find (&installed, arena,
                                               wheels[i].project, &version);
      stays[i] = false;
      if (folder == NULL || version == NULL
          || !unchanged_version (&wheels[i], version))
        continue;
      int same = unchanged_place (cx, arena, installed.purelib, folder,
                                  &wheels[i]);
      if (same < 0)
        return -1;
      stays[i] = same > 0;
    }
  return 0;
}
