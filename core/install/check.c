/* check.c: whether a wheel that was kept is still what it was. */
#include <config.h>

#include "install.h"

#include "cache.h"
#include "modules.h"
#include "maker.h"
#include "text.h"

#include <errno.h>
#include <string.h>

/* It is not the file that is wrong. */
static bool
check_is_our_fault (int error)
{
  return error == ENOMEM || error == EMFILE || error == ENFILE;
}

/* Reads and hashes the wheel at PATH; what came of it is remembered. */
static int
check_contents (pyvenv_context *cx, const struct cache *cache,
                const char *path, const char *algorithm, const char *hex)
{
  const struct image_module *maker = maker_load (cx);
  if (maker == NULL)
    return -1;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct image_source source;
  char found[DIGEST_HEX_SIZE] = "";
  int result = 0;
  if (maker->load (&source, path, -1, &report) != 0)
    result = check_is_our_fault (report.err)
      ? pyvenv_fail (cx, report.err, "cannot check '%s'", path) : 0;
  else if (!maker->digest (found, algorithm, source.bytes, source.length))
    result = pyvenv_fail (cx, 0, "cannot check '%s'", path);
  else
    result = strcmp (found, hex) == 0;
  if (result > 0 && cache->fd >= 0)
    cache_keep_path (cache, path, &source.st, source.sha256);
  maker->release (&source);
  return result;
}

int
wheel_check (pyvenv_context *cx, const char *path, const char *hash)
{
  char algorithm[8] = "", sha256[65];
  size_t length = strcspn (hash, "=");
  if (length >= sizeof algorithm || hash[length] == '\0')
    return 0;
  memcpy (algorithm, hash, length);
  const char *hex = hash + length + 1;

  struct cache cache;
  cache_open (&cache, context_cache_dir (cx), true);
  int result = strcmp (algorithm, "sha256") == 0 && cache.fd >= 0
    && cache_find_path (&cache, path, sha256)
    ? strcmp (sha256, hex) == 0
    : check_contents (cx, &cache, path, algorithm, hex);
  cache_close (&cache);
  return result;
}
