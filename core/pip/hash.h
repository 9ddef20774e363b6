/* hash.h: the hash that an index or the user gives for a download. */
#ifndef PYVENV_HASH_H
#define PYVENV_HASH_H

#include "arena.h"

/* "sha256=HEX" in lower case, in ARENA.  NULL unless ALGORITHM is sha256,
 * sha384 or sha512 and the LENGTH bytes of HEX are as many digits as it has;
 * and on out of memory. */
const char *hash_join (struct arena *arena, const char *algorithm,
                       const char *hex, size_t length);

/* The same for the LENGTH bytes at TEXT, "sha256=HEX". */
const char *hash_parse (struct arena *arena, const char *text, size_t length);

/* The strongest hash in the fragment of URL ("#egg=x&sha256=HEX"), in the same
 * form; "" where the fragment has only hashes of other kinds, NULL where it has
 * none. */
const char *hash_of_fragment (struct arena *arena, const char *url);

#endif
