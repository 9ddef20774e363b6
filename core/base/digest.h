/* digest.h: the secure hashes of SHA-2 (FIPS 180-4), computed by Nettle.
 *
 * digest.c alone knows the library.  Installing computes hashes of scripts each
 * time, and Nettle is loaded in a seventh of the time that libcrypto takes. */
#ifndef PYVENV_DIGEST_H
#define PYVENV_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum digest_algorithm { DIGEST_SHA256, DIGEST_SHA384, DIGEST_SHA512 };

/* Bytes of a SHA-256 hash, and of the longest. */
enum { DIGEST_SHA256_SIZE = 32, DIGEST_SIZE_MAX = 64 };

/* The longest in hexadecimal, with a NUL. */
enum { DIGEST_HEX_SIZE = 2 * DIGEST_SIZE_MAX + 1 };

/* The algorithm that the LENGTH bytes at NAME call "sha256", "sha384" or
 * "sha512"; -1 for any other. */
int digest_algorithm_parse (const char *name, size_t length);

/* How many bytes its hashes have. */
size_t digest_size (enum digest_algorithm algorithm);

/* Hashes LENGTH BYTES.  DIGEST has room for digest_size (ALGORITHM) bytes. */
void digest_bytes (enum digest_algorithm algorithm, const void *bytes,
                   size_t length, uint8_t *digest);

/* Writes LENGTH bytes of DIGEST in lower-case hexadecimal, and a NUL.  HEX has
 * room for 2 * LENGTH + 1 bytes. */
void digest_hex (char *hex, const uint8_t *digest, size_t length);

/* A hash of what comes piece by piece. */
struct digest;

/* NULL with errno ENOMEM.  Free it with digest_free. */
struct digest *digest_new (enum digest_algorithm algorithm);
void digest_free (struct digest *digest);

void digest_update (struct digest *digest, const void *bytes, size_t length);

/* Writes the hash of all pieces, in lower-case hexadecimal, and begins anew. */
void digest_finish (struct digest *digest, char hex[DIGEST_HEX_SIZE]);

/* Writes the hash of all that the file FD holds, wherever it stands, in lower-case
 * hexadecimal.  Returns its length in bytes, or -1 with errno. */
int64_t digest_file (enum digest_algorithm algorithm, int fd,
                     char hex[DIGEST_HEX_SIZE]);

/* Forgets the pieces and begins anew. */
void digest_restart (struct digest *digest);

#endif
