/* hash.c: what a download has to be, as an index or a user says it. */
#include <config.h>

#include "hash.h"

#include "cleanup.h"

#include <string.h>

static const struct {
  const char *name;
  size_t digits;
} hash_algorithms[] = { { "sha256", 64 }, { "sha384", 96 }, { "sha512", 128 } };

const char *
hash_join (struct arena *arena, const char *algorithm, const char *hex,
           size_t length)
{
  for (size_t i = 0; i < sizeof hash_algorithms / sizeof hash_algorithms[0];
       i++)
    if (strcmp (hash_algorithms[i].name, algorithm) == 0
        && length == hash_algorithms[i].digits
        && strspn (hex, "0123456789abcdefABCDEF") >= length)
      {
        char lower[129] = "";
        for (size_t j = 0; j < length; j++)
          lower[j] = (char) (hex[j] >= 'A' && hex[j] <= 'F'
                             ? hex[j] - 'A' + 'a' : hex[j]);
        return arena_format (arena, "%s=%s", algorithm, lower);
      }
  return NULL;
}

const char *
hash_parse (struct arena *arena, const char *text, size_t length)
{
  const char *equals = memchr (text, '=', length);
  if (equals == NULL)
    return NULL;
  CLEAN_FREE char *algorithm = strndup (text, (size_t) (equals - text));
  return algorithm != NULL
    ? hash_join (arena, algorithm, equals + 1,
                 length - (size_t) (equals + 1 - text)) : NULL;
}
