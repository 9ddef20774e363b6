/* digest.c: hashes of bytes, computed by libcrypto. */
#include <config.h>

#include "digest.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool
digest_hex (char hex[DIGEST_HEX_SIZE], const char *algorithm,
            const void *bytes, size_t length)
{
  const EVP_MD *type = strcmp (algorithm, "sha256") == 0 ? EVP_sha256 ()
    : strcmp (algorithm, "sha384") == 0 ? EVP_sha384 ()
    : strcmp (algorithm, "sha512") == 0 ? EVP_sha512 () : NULL;
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (type == NULL
      || EVP_Digest (bytes, length, digest, &size, type, NULL) != 1)
    return false;
  for (unsigned i = 0; i < size; i++)
    snprintf (hex + 2 * i, 3, "%02x", digest[i]);
  return true;
}
