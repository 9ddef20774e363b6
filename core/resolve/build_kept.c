/* build_kept.c: wheels that were built, in the user's cache.
 *
 * A wheel is CACHE_DIR/built/KEY/NAME.whl.  Beside it is the file "hash", with what it
 * had when it was kept. */
#include <config.h>

#include "build_kept.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "folder.h"
#include "marker_target.h"
#include "modules.h"
#include "remove.h"
#include "text.h"
#include "wheel_tags.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUILD_KEPT_FOLDER "built"
#define BUILD_KEPT_HASH "hash"

static int
build_kept_no_memory (const struct build_kept *kept)
{
  return pyvenv_fail (kept->cx, ENOMEM, "cannot build a wheel");
}

/* ---- The key ---------------------------------------------------------------- */

/* Adds what is built.  False where it has no hash: a folder, which may change. */
static bool
build_kept_add_source (struct text *key, const struct build_order *order)
{
  const struct package *package = order->package;
  const char *what = order->path != NULL ? package->hash
    : package->source == PACKAGE_VCS ? package->commit_id : NULL;
  if (what == NULL || (order->path == NULL && package->url == NULL))
    return false;
  text_addf (key, "%s %s\n%s\n%s\n", package->name, what,
             order->path == NULL ? package->url : "",
             package->subdirectory != NULL ? package->subdirectory : "");
  return true;
}

/* Adds the interpreter, and which wheels it takes. */
static int
build_kept_add_python (const struct build_kept *kept, struct text *key)
{
  struct marker_environment environment;
  const struct wheel_tags *tags = context_wheel_tags (kept->cx);
  if (tags == NULL
      || marker_target_read (kept->cx, kept->arena, &environment) < 0)
    return -1;
  const char *version = environment.strings[MARKER_PYTHON_FULL_VERSION];
  text_addf (key, "%s %s\n", pyvenv_base_python (kept->cx),
             version != NULL ? version : "");
  for (size_t i = 0; i < tags->pair_count; i++)
    text_addf (key, "%s-%s\n", tags->pairs[i].python, tags->pairs[i].abi);
  for (size_t i = 0; i < tags->platform_count; i++)
    text_addf (key, "%s\n", tags->platforms[i]);
  return key->failed ? build_kept_no_memory (kept) : 0;
}

int
build_kept_open (struct build_kept *ret, pyvenv_context *cx,
                 struct arena *arena, const struct build_order *order)
{
  *ret = (struct build_kept) { .cx = cx, .arena = arena, .folder = -1 };
  const char *cache = context_cache_dir (cx);
  CLEAN_TEXT struct text key = TEXT_EMPTY;
  if (cache == NULL || *cache != '/' || !build_kept_add_source (&key, order))
    return 0;
  if (build_kept_add_python (ret, &key) < 0)
    return -1;
  uint8_t digest[DIGEST_SHA256_SIZE];
  digest_bytes (DIGEST_SHA256, key.bytes, key.length, digest);
  digest_hex (ret->key, digest, sizeof digest);
  ret->folder = cache_folder_open (cache, BUILD_KEPT_FOLDER, true);
  return 0;
}

void
build_kept_close (struct build_kept *kept)
{
  if (kept->temporary[0] != '\0')
    remove_tree (kept->folder, kept->temporary);
  cleanup_fd (&kept->folder);
}

/* ---- Keeping ---------------------------------------------------------------- */

/* The path of NAME in the folder FOLDER of the cache; NULL after a failure. */
static const char *
build_kept_path (const struct build_kept *kept, const char *folder,
                 const char *name)
{
  const char *path
    = arena_format (kept->arena, "%s/" BUILD_KEPT_FOLDER "/%s%s%s",
                    context_cache_dir (kept->cx), folder,
                    *name != '\0' ? "/" : "", name);
  if (path == NULL)
    build_kept_no_memory (kept);
  return path;
}

bool
build_kept_begin (struct build_kept *kept, const char **path)
{
  char name[64];
  if (kept->folder < 0 || kept->is_unreadable)
    return false;
  cache_folder_sweep (kept->folder);
  file_temporary_name (name, CACHE_FOLDER_TEMPORARY);
  if (mkdirat (kept->folder, name, 0700) < 0)
    return false;
  memcpy (kept->temporary, name, sizeof name);
  *path = build_kept_path (kept, name, "");
  return *path != NULL;
}

/* The hash of the file NAME below FD, "sha256=HEX".  -1 with errno. */
static int
build_kept_hash (int fd, const char *name, char hash[80])
{
  CLEAN_FD int file = openat (fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  char hex[DIGEST_HEX_SIZE];
  if (file < 0 || digest_file (DIGEST_SHA256, file, hex) < 0)
    return -1;
  snprintf (hash, 80, "sha256=%.64s", hex);
  return 0;
}

/* Renames the folder.  Another process may have been quicker, with a wheel that is as
 * good. */
int
build_kept_end (struct build_kept *kept, const char *name, const char **path)
{
  char hash[80];
  CLEAN_FD int folder = openat (kept->folder, kept->temporary,
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                | O_CLOEXEC);
  if (folder < 0 || build_kept_hash (folder, name, hash) < 0
      || file_create (folder, BUILD_KEPT_HASH, hash, strlen (hash), 0600,
                      NULL) < 0)
    return pyvenv_fail (kept->cx, errno, "cannot keep '%s'", name);
  if (renameat (kept->folder, kept->temporary, kept->folder, kept->key) == 0)
    {
      kept->temporary[0] = '\0';
      context_cache_grew (kept->cx);
      *path = build_kept_path (kept, kept->key, name);
      return *path != NULL ? 0 : -1;
    }
  if (errno != EEXIST && errno != ENOTEMPTY)
    return pyvenv_fail (kept->cx, errno, "cannot keep '%s'", name);
  if (build_kept_find (kept, path) < 0)
    return -1;
  return *path != NULL ? 0
    : pyvenv_fail (kept->cx, EIO, "cannot keep '%s'", name);
}

/* ---- Finding ---------------------------------------------------------------- */

/* The only wheel in FD, in KEPT's arena; NULL with errno, ENOENT where there is
 * none. */
static const char *
build_kept_name (const struct build_kept *kept, int fd)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  for (struct dirent *entry;
       dir != NULL && (entry = folder_next (dir)) != NULL;)
    if (string_ends_with (entry->d_name, ".whl"))
      return arena_copy (kept->arena, entry->d_name);
  if (errno == 0)
    errno = ENOENT;
  return NULL;
}

/* What is there and cannot be read may be whole: it stays, and nothing is kept in its
 * place. */
static int
build_kept_give_up (struct build_kept *kept)
{
  pyvenv_debug (kept->cx, "the cache is not used: cannot read '%s/"
                BUILD_KEPT_FOLDER "/%s': %s", context_cache_dir (kept->cx),
                kept->key, strerror (errno));
  kept->is_unreadable = true;
  return 0;
}

/* What is damaged goes away. */
int
build_kept_find (struct build_kept *kept, const char **path)
{
  *path = NULL;
  CLEAN_FD int folder = kept->folder < 0 ? -1
    : openat (kept->folder, kept->key,
              O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat st;
  if (folder < 0)
    return kept->folder < 0 || errno == ENOENT ? 0 : build_kept_give_up (kept);
  if (fstat (folder, &st) == 0)
    cache_folder_use (folder, &st);
  size_t length;
  CLEAN_FREE char *hash = file_read (folder, BUILD_KEPT_HASH, 80, &length);
  const char *name = hash != NULL ? build_kept_name (kept, folder) : NULL;
  if (name == NULL && errno != ENOENT && errno != EFBIG)
    return build_kept_give_up (kept);
  const char *found
    = name != NULL ? build_kept_path (kept, kept->key, name) : NULL;
  const struct wheel_module *wheels
    = found != NULL ? modules_wheel (kept->cx) : NULL;
  if (name != NULL && wheels == NULL)
    return -1;
  int result = name != NULL ? wheels->check (kept->cx, found, hash) : 0;
  if (result > 0)
    *path = found;
  else if (result == 0)
    remove_tree (kept->folder, kept->key);
  return result < 0 ? -1 : 0;
}
