/* digest.c: the secure hashes of SHA-2, computed by Nettle. */
#include <config.h>

#include "digest.h"

#include "cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

/* How much of a file is read at once. */
#define DIGEST_FILE_PIECE ((size_t) 256 << 10)

/* Room for the state of any of them. */
union digest_state {
  struct sha256_ctx sha256;
  struct sha512_ctx sha512;     /* of SHA-384 too */
};

struct digest {
  const struct nettle_hash *hash;
  union digest_state state;
};

static const struct nettle_hash *
digest_hash (enum digest_algorithm algorithm)
{
  switch (algorithm)
    {
    case DIGEST_SHA384:
      return &nettle_sha384;
    case DIGEST_SHA512:
      return &nettle_sha512;
    default:
      return &nettle_sha256;
    }
}

int
digest_algorithm_parse (const char *name, size_t length)
{
  for (int i = DIGEST_SHA256; i <= DIGEST_SHA512; i++)
    {
      const char *known = digest_hash ((enum digest_algorithm) i)->name;
      if (strlen (known) == length && memcmp (known, name, length) == 0)
        return i;
    }
  return -1;
}

size_t
digest_size (enum digest_algorithm algorithm)
{
  return digest_hash (algorithm)->digest_size;
}

/* Writes the hash and begins anew.  Nettle 4 takes no length any more. */
static void
digest_take (const struct nettle_hash *hash, union digest_state *state,
             uint8_t *digest)
{
#if NETTLE_VERSION_MAJOR >= 4
  hash->digest (state, digest);
#else
  hash->digest (state, hash->digest_size, digest);
#endif
}

void
digest_bytes (enum digest_algorithm algorithm, const void *bytes,
              size_t length, uint8_t *digest)
{
  const struct nettle_hash *hash = digest_hash (algorithm);
  union digest_state state;
  hash->init (&state);
  hash->update (&state, length, bytes);
  digest_take (hash, &state, digest);
}

void
digest_hex (char *hex, const uint8_t *digest, size_t length)
{
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < length; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  hex[2 * length] = '\0';
}

struct digest *
digest_new (enum digest_algorithm algorithm)
{
  struct digest *digest = malloc (sizeof *digest);
  if (digest == NULL)
    return NULL;
  digest->hash = digest_hash (algorithm);
  digest_restart (digest);
  return digest;
}

void
digest_free (struct digest *digest)
{
  free (digest);
}

void
digest_update (struct digest *digest, const void *bytes, size_t length)
{
  digest->hash->update (&digest->state, length, bytes);
}

void
digest_finish (struct digest *digest, char hex[DIGEST_HEX_SIZE])
{
  uint8_t bytes[DIGEST_SIZE_MAX];
  digest_take (digest->hash, &digest->state, bytes);
  digest_hex (hex, bytes, digest->hash->digest_size);
}

void
digest_restart (struct digest *digest)
{
  digest->hash->init (&digest->state);
}

int64_t
digest_file (enum digest_algorithm algorithm, int fd, char hex[DIGEST_HEX_SIZE])
{
  CLEAN_FREE char *piece = malloc (DIGEST_FILE_PIECE);
  struct digest *digest = piece != NULL ? digest_new (algorithm) : NULL;
  ssize_t got = digest != NULL ? 1 : -1;
  int64_t done = 0;
  while (got > 0)
    {
      do
        got = pread (fd, piece, DIGEST_FILE_PIECE, (off_t) done);
      while (got < 0 && errno == EINTR);
      if (got > 0)
        {
          digest_update (digest, piece, (size_t) got);
          done += got;
        }
    }
  int saved = errno;
  if (got == 0)
    digest_finish (digest, hex);
  digest_free (digest);
  errno = saved;
  return got == 0 ? done : -1;
}
