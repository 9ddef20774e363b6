/* image_cache.h: where images are kept.
 *
 *     CACHE_DIR/wheels/
 *       CACHEDIR.TAG
 *       paths/HASH             which wheel a path holds, as long as the file
 *                              is the same by all that stat says
 *       SHA256/TARGET/         an image of the wheel with that SHA-256
 *       tmp-…                  an image that is being made, or thrown away
 *
 * Everything is put in place by rename and never changed afterwards, so that
 * any number of processes can use it at once, and all of it can be deleted at
 * any time. */
#ifndef PYVENV_IMAGE_CACHE_H
#define PYVENV_IMAGE_CACHE_H

#include "image_target.h"

#include <stdbool.h>
#include <sys/stat.h>

#define IMAGE_CACHE_WHEELS "wheels"

struct image_cache {
  int fd;                       /* of CACHE_DIR/wheels; -1: none */
  const char *why;              /* where none: why, else NULL */
  bool is_seed;                 /* it is only read, and may be root's */
};

/* Opens the cache below DIR (NULL: none); with MAKE it is created.  One that
 * does not belong to this user, or that others may write to, is not used. */
void image_cache_open (struct image_cache *cache, const char *dir, bool make);

/* Opens the seed DIR: one that belongs to this user or root, and that nobody else
 * may write to. */
void image_cache_open_seed (struct image_cache *seed, const char *dir);

void image_cache_close (struct image_cache *cache);

/* The SHA-256 of the wheel at PATH, in hexadecimal, if it is known and the file
 * unchanged. */
bool image_cache_find_path (const struct image_cache *cache, const char *path,
                            char sha256[65]);

/* Remembers it for next time.  ST is of the file when it was hashed. */
void image_cache_keep_path (const struct image_cache *cache, const char *path,
                            const struct stat *st, const char *sha256);

/* The name of an image for TARGET. */
void image_cache_name (char name[128], const struct image_target *target);

/* Opens an image; -1 where there is none, or with errno EPERM where another user
 * can have changed it. */
int image_cache_open_image (const struct image_cache *cache, const char *sha256,
                            const char *name);

/* Moves the folder TEMPORARY of the cache to its place.  Where another process
 * was faster its image stays, and TEMPORARY is deleted. */
int image_cache_publish (const struct image_cache *cache, const char *temporary,
                         const char *sha256, const char *name);

/* Throws a damaged image away.  False where it cannot, as in a cache that is
 * read-only. */
bool image_cache_retire (const struct image_cache *cache, const char *sha256,
                         const char *name);

#endif
