/* hash.h: what a download has to be, as an index or a user says it. */
#ifndef PYVENV_HASH_H
#define PYVENV_HASH_H

#include "arena.h"

/* "sha256=HEX", in lower case, if ALGORITHM is one that counts (SHA-256, 384 or
 * 512) and the LENGTH bytes of HEX are as many digits as it has; else NULL. */
const char *hash_join (struct arena *arena, const char *algorithm,
                       const char *hex, size_t length);

/* The same for the LENGTH bytes at TEXT, "sha256=HEX". */
const char *hash_parse (struct arena *arena, const char *text, size_t length);

/* The strongest hash in the fragment of URL, "#egg=x&sha256=HEX"; "" where all
 * that are there are of no use; NULL where there is none. */
const char *hash_of_fragment (struct arena *arena, const char *url);

#endif
