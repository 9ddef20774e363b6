/* image_cache.c: where images are kept. */
#include <config.h>

#include "image_cache.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "manifest.h"
#include "remove.h"
#include "text.h"
#include "trust.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define IMAGE_CACHE_PATHS "paths"
#define IMAGE_CACHE_PATH_MAGIC 0x31304854504c5650u

enum { IMAGE_CACHE_RACY_SECONDS = 2, IMAGE_CACHE_TRIES = 3 };

/* One file of paths/. */
struct image_cache_path {
  uint64_t magic;
  uint64_t device, inode, size;
  int64_t mtime_ns, ctime_ns;
  char sha256[72];
  uint64_t path_length;         /* the path follows */
};

static int
image_cache_open_dir (int fd, const char *name, int more)
{
  return openat (fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | more);
}

static const char *
image_cache_why (int error)
{
  return error == EPERM
    ? "it belongs to another user, or others can write to it" : strerror (error);
}

void
image_cache_open (struct image_cache *cache, const char *dir, bool make)
{
  *cache = (struct image_cache) { .fd = -1 };
  if (dir == NULL || dir[0] != '/')
    {
      cache->why = "there is none";
      return;
    }

  cache->fd = cache_folder_open (dir, IMAGE_CACHE_WHEELS, make);
  if (cache->fd < 0)
    cache->why = image_cache_why (errno);
}

void
image_cache_open_seed (struct image_cache *seed, const char *dir)
{
  *seed = (struct image_cache) {
    .fd = cache_folder_open_seed (dir, IMAGE_CACHE_WHEELS), .is_seed = true
  };
  if (seed->fd < 0)
    seed->why = image_cache_why (errno);
}

void
image_cache_close (struct image_cache *cache)
{
  cleanup_fd (&cache->fd);
  cache->fd = -1;
}

/* ---- Paths ------------------------------------------------------------ */

static void
image_cache_path_name (char name[32], const char *path)
{
  char key[17];
  cache_folder_name (path, key);
  snprintf (name, 32, IMAGE_CACHE_PATHS "/%s", key);
}

/* What a file of paths/ holds for PATH, whose file is ST. */
static void
image_cache_path_fill (struct image_cache_path *entry, const char *path,
                       const struct stat *st)
{
  *entry = (struct image_cache_path) {
    .magic = IMAGE_CACHE_PATH_MAGIC,
    .device = st->st_dev,
    .inode = st->st_ino,
    .size = (uint64_t) st->st_size,
    .mtime_ns = file_mtime_ns (st),
    .ctime_ns = file_ctime_ns (st),
    .path_length = strlen (path)
  };
}

bool
image_cache_find_path (const struct image_cache *cache, const char *path,
                       char sha256[65])
{
  struct {
    struct image_cache_path entry;
    char path[4096];
  } found;
  struct image_cache_path wanted;
  struct stat st;
  char name[32];

  image_cache_path_name (name, path);
  CLEAN_FD int fd = openat (cache->fd, name,
                            O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0 || stat (path, &st) != 0)
    return false;
  image_cache_path_fill (&wanted, path, &st);
  ssize_t got = read (fd, &found, sizeof found);
  if (got != (ssize_t) (sizeof wanted + wanted.path_length)
      || memcmp (found.path, path, (size_t) wanted.path_length) != 0)
    return false;

  memcpy (sha256, found.entry.sha256, 65);
  memcpy (wanted.sha256, found.entry.sha256, sizeof wanted.sha256);
  return memcmp (&wanted, &found.entry, sizeof wanted) == 0
    && strspn (sha256, "0123456789abcdef") == 64 && sha256[64] == '\0';
}

void
image_cache_keep_path (const struct image_cache *cache, const char *path,
                       const struct stat *st, const char *sha256)
{
  /* A file that was just changed can change again without a new time. */
  time_t now = time (NULL);
  if (st->st_mtime > now - IMAGE_CACHE_RACY_SECONDS
      || st->st_ctime > now - IMAGE_CACHE_RACY_SECONDS)
    return;

  struct image_cache_path entry;
  image_cache_path_fill (&entry, path, st);
  snprintf (entry.sha256, sizeof entry.sha256, "%s", sha256);

  CLEAN_TEXT struct text bytes = TEXT_EMPTY;
  text_add_bytes (&bytes, &entry, sizeof entry);
  text_add (&bytes, path);
  char name[32];
  image_cache_path_name (name, path);
  if (!bytes.failed
      && cache_folder_put (cache->fd, name, bytes.bytes, bytes.length) != 0
      && errno == ENOENT && mkdirat (cache->fd, IMAGE_CACHE_PATHS, 0700) == 0)
    cache_folder_put (cache->fd, name, bytes.bytes, bytes.length);
}

/* ---- Images ----------------------------------------------------------- */

void
image_cache_name (char name[128], const struct image_target *target)
{
  CLEAN_TEXT struct text rest = TEXT_EMPTY;
  text_addf (&rest, "%s %d.%d %s", PACKAGE_VERSION, target->major,
             target->minor, target->purelib);
  if (target->checked_hash)
    text_add (&rest, " checked-hash");
  snprintf (name, 128, "%.60s-%.16s-%03o-%08x",
            target->cache_tag != NULL ? target->cache_tag : "none",
            target->magic != NULL ? target->magic : "none",
            (unsigned) target->mode & 0777,
            (unsigned) (manifest_checksum (text_string (&rest), rest.length)
                        & 0xffffffff));
  for (char *s = name; *s != '\0'; s++)
    if (*s == '/')
      *s = '_';
}

static void
image_cache_image_path (char path[256], const char *sha256, const char *name)
{
  snprintf (path, 256, "%.64s/%.127s", sha256, name);
}

int
image_cache_open_image (const struct image_cache *cache, const char *sha256,
                        const char *name)
{
  char path[256];
  struct stat st;
  image_cache_image_path (path, sha256, name);
  int fd = image_cache_open_dir (cache->fd, path, O_NOFOLLOW);
  if (fd >= 0 && (fstat (fd, &st) < 0
                  || !(cache->is_seed ? trust_is_safe (&st)
                       : trust_is_private (&st))))
    {
      close (fd);
      fd = -1;
      errno = EPERM;
    }
  if (fd >= 0 && !cache->is_seed)
    cache_folder_use (fd, &st);
  return fd;
}

int
image_cache_publish (const struct image_cache *cache, const char *temporary,
                     const char *sha256, const char *name)
{
  char path[256];
  image_cache_image_path (path, sha256, name);

  /* Who deletes the last image of a wheel deletes its folder. */
  int result, tries = IMAGE_CACHE_TRIES;
  do
    {
      if (mkdirat (cache->fd, sha256, 0700) != 0 && errno != EEXIST)
        return -1;
      result = renameat (cache->fd, temporary, cache->fd, path);
    }
  while (result != 0 && errno == ENOENT && --tries > 0);
  if (result == 0)
    return 0;
  int saved = errno;
  remove_tree (cache->fd, temporary);
  errno = saved;
  return errno == EEXIST || errno == ENOTEMPTY ? 0 : -1;
}

bool
image_cache_retire (const struct image_cache *cache, const char *sha256,
                    const char *name)
{
  char path[256], temporary[64];
  image_cache_image_path (path, sha256, name);
  file_temporary_name (temporary, CACHE_FOLDER_TEMPORARY);
  if (renameat (cache->fd, path, cache->fd, temporary) != 0)
    return errno == ENOENT;
  remove_tree (cache->fd, temporary);
  return true;
}
