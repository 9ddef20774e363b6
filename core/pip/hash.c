/* hash.c: the hash that an index or the user gives for a download. */
#include <config.h>

#include "hash.h"

#include "cleanup.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

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

/* Whether the part "NAME=..." of a fragment is a hash, of whatever kind. */
static bool
hash_is_named (const char *part, size_t length)
{
  static const char *const names[] = { "md5", "sha1", "sha2", "sha3", "sha5",
    "blake2" };
  if (memchr (part, '=', length) == NULL)
    return false;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strncasecmp (part, names[i], strlen (names[i])) == 0)
      return true;
  return false;
}

/* Of the hashes that can be used the stronger is the longer. */
const char *
hash_of_fragment (struct arena *arena, const char *url)
{
  const char *best = NULL;
  for (const char *part = strchr (url, '#'); part != NULL;)
    {
      size_t length = strcspn (++part, "&");
      const char *hash = hash_parse (arena, part, length);
      if (hash == NULL && hash_is_named (part, length))
        hash = "";
      if (hash != NULL && (best == NULL || strlen (hash) > strlen (best)))
        best = hash;
      part = part[length] == '&' ? part + length : NULL;
    }
  return best;
}
