/* wheel_name.c: what the file name of a wheel says.
 *
 * An index lists hundreds of files for a project, and all of their names are
 * read each time, so little is copied here and nothing is looked up twice. */
#include <config.h>

#include "wheel_name.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#define WHEEL_SUFFIX ".whl"

enum { WHEEL_PARTS_MAX = 6 };

static bool
wheel_is_alnum (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
    || (c >= 'A' && c <= 'Z');
}

const char *
name_canonical (struct arena *arena, const char *name, size_t length)
{
  char *canonical = arena_zeroed (arena, length + 1);
  if (canonical == NULL)
    return NULL;

  size_t used = 0;
  for (size_t i = 0; i < length; i++)
    {
      char c = name[i];
      if (c != '-' && c != '_' && c != '.')
        canonical[used++] = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
      else if (used > 0 && canonical[used - 1] != '-')
        canonical[used++] = '-';
    }
  return canonical;
}

/* Letters, digits and what joins them: "_" and ".", and in versions "+" and "!"
 * too. */
static bool
wheel_is_part (const char *part, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!wheel_is_alnum (part[i]) && part[i] != '_' && part[i] != '.'
        && part[i] != '+' && part[i] != '!')
      return false;
  return length > 0;
}

/* [A-Za-z0-9]([A-Za-z0-9._]*[A-Za-z0-9])? */
static bool
wheel_is_project (const char *part, size_t length)
{
  return wheel_is_alnum (part[0]) && wheel_is_alnum (part[length - 1])
    && memchr (part, '+', length) == NULL && memchr (part, '!', length) == NULL;
}

/* Cuts COPY at its dashes; 0 where that does not make the parts of a wheel's
 * name. */
static size_t
wheel_name_split (char *copy, size_t length,
                  const char *parts[WHEEL_PARTS_MAX])
{
  size_t count = 0;
  for (char *end = copy + length, *rest = copy;; count++)
    {
      char *dash = memchr (rest, '-', (size_t) (end - rest));
      size_t part = (size_t) ((dash != NULL ? dash : end) - rest);
      if (count == WHEEL_PARTS_MAX || !wheel_is_part (rest, part)
          || (count == 0 && !wheel_is_project (rest, part)))
        return 0;
      rest[part] = '\0';
      parts[count] = rest;
      rest += part + 1;
      if (dash == NULL)
        break;
    }
  count++;

  /* Between version and tags may stand the number of a build. */
  bool build = count < 6 || (*parts[2] >= '0' && *parts[2] <= '9');
  return count >= 5 && build ? count : 0;
}

bool
wheel_name_parse (struct wheel_name *ret, struct arena *arena,
                  const char *file_name)
{
  const char *parts[WHEEL_PARTS_MAX];
  const size_t suffix = sizeof WHEEL_SUFFIX - 1;
  size_t length = strlen (file_name);
  errno = EINVAL;
  if (length <= suffix
      || memcmp (file_name + length - suffix, WHEEL_SUFFIX, suffix) != 0)
    return false;

  length -= suffix;
  char *copy = arena_zeroed (arena, length + 1);
  if (copy == NULL)
    return false;
  memcpy (copy, file_name, length);
  size_t count = wheel_name_split (copy, length, parts);
  if (count == 0)
    return false;

  *ret = (struct wheel_name) {
    .name = parts[0],
    .canonical = name_canonical (arena, parts[0], strlen (parts[0])),
    .version = parts[1],
    .build = count == WHEEL_PARTS_MAX ? parts[2] : "",
    .python_tags = parts[count - 3],
    .abi_tags = parts[count - 2],
    .platform_tags = parts[count - 1]
  };
  return ret->canonical != NULL;
}

int
wheel_build_compare (const char *a, const char *b)
{
  if (*a == '\0' || *b == '\0')
    return (*a != '\0') - (*b != '\0');
  a += strspn (a, "0");
  b += strspn (b, "0");
  size_t length = strspn (a, "0123456789");
  size_t other = strspn (b, "0123456789");
  if (length != other)
    return length < other ? -1 : 1;
  int result = strncmp (a, b, length);
  return result != 0 ? result : strcmp (a + length, b + length);
}
