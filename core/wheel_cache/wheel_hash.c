/* wheel_hash.c: whether a wheel that was kept is still what it was. */
#include <config.h>

#include "wheel_hash.h"

#include "digest.h"
#include "image.h"
#include "image_cache.h"
#include "modules.h"

#include <errno.h>
#include <string.h>

/* Whether an error says nothing about the file. */
static bool
wheel_hash_is_our_fault (int error)
{
  return error == ENOMEM || error == EMFILE || error == ENFILE;
}

/* 1 if what is open as SOURCE has the hash HEX, 0 if not, -1 with the reason in
 * REPORT. */
static int
wheel_hash_matches (const struct image_module *module,
                    const struct image_source *source,
                    enum digest_algorithm algorithm, const char *hex,
                    struct report *report)
{
  char found[DIGEST_HEX_SIZE];
  if (algorithm == DIGEST_SHA256)
    return strcmp (source->sha256, hex) == 0;
  return module->hash (source, (int) algorithm, found, report) == 0
    ? strcmp (found, hex) == 0 : -1;
}

/* Reads and hashes the wheel at PATH; its SHA-256 is remembered. */
static int
wheel_hash_read (pyvenv_context *cx, const struct image_cache *cache,
                 const char *path, enum digest_algorithm algorithm,
                 const char *hex)
{
  const struct image_module *module = modules_image (cx);
  if (module == NULL)
    return -1;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct image_source source;
  int result = -1;
  if (module->load (&source, path, -1, -1, "", &report) == 0)
    result = wheel_hash_matches (module, &source, algorithm, hex, &report);
  if (result < 0)
    result = !wheel_hash_is_our_fault (report.err) ? 0
      : pyvenv_fail (cx, report.err, "cannot check '%s'", path);
  if (result > 0 && cache->fd >= 0)
    image_cache_keep_path (cache, path, &source.st, source.sha256);
  module->release (&source);
  return result;
}

int
wheel_hash_check (pyvenv_context *cx, const char *path, const char *hash)
{
  size_t length = strcspn (hash, "=");
  if (hash[length] == '\0')
    return 0;
  int algorithm = digest_algorithm_parse (hash, length);
  if (algorithm < 0)
    return pyvenv_fail (cx, 0, "cannot check '%s'", path);
  const char *hex = hash + length + 1;

  struct image_cache cache;
  char sha256[65];
  image_cache_open (&cache, context_cache_dir (cx), true);
  int result = algorithm == DIGEST_SHA256 && cache.fd >= 0
    && image_cache_find_path (&cache, path, sha256)
    ? strcmp (sha256, hex) == 0
    : wheel_hash_read (cx, &cache, path, (enum digest_algorithm) algorithm,
                       hex);
  image_cache_close (&cache);
  return result;
}
