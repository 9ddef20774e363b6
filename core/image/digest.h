/* digest.h: hashes of bytes, computed by libcrypto. */
#ifndef PYVENV_WHEEL_DIGEST_H
#define PYVENV_WHEEL_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

/* Room for any of the hashes below in hexadecimal, with a NUL. */
#define DIGEST_HEX_SIZE 129

/* The hash ALGORITHM ("sha256", "sha384" or "sha512") of BYTES in hexadecimal;
 * false for any other one, and where libcrypto fails. */
bool digest_hex (char hex[DIGEST_HEX_SIZE], const char *algorithm,
                 const void *bytes, size_t length);

#endif
