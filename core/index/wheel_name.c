/* wheel_name.c: what the name of a wheel says. */
#include <config.h>

#include "wheel_name.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

const char *
wheel_name_normal (struct arena *arena, const char *bytes, size_t length)
{
  char *normal = arena_zeroed (arena, length + 1);
  size_t at = 0;
  for (size_t i = 0; normal != NULL && i < length; i++)
    {
      char c = bytes[i];
      if (c == '-' || c == '_' || c == '.')
        {
          if (i == 0 || at == 0 || normal[at - 1] != '-')
            normal[at++] = '-';
        }
      else
        normal[at++] = (char) (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  return normal;
}

bool
wheel_name_parse (struct arena *arena, const char *name,
                  struct wheel_name *ret)
{
  if (!string_ends_with (name, ".whl"))
    return false;
  const char *parts[6];
  size_t lengths[6], count = 0;
  const char *end = name + strlen (name) - 4;
  for (const char *s = name; count < 6; count++)
    {
      const char *dash = memchr (s, '-', (size_t) (end - s));
      parts[count] = s;
      lengths[count] = (size_t) ((dash != NULL ? dash : end) - s);
      if (lengths[count] == 0)
        return false;
      if (dash == NULL)
        {
          count++;
          end = NULL;
          break;
        }
      s = dash + 1;
    }

  /* Between version and tags may stand the number of a build. */
  if (end != NULL || count < 5
      || (count == 6 && (*parts[2] < '0' || *parts[2] > '9')))
    return false;
  ret->project = wheel_name_normal (arena, parts[0], lengths[0]);
  ret->version = arena_copy_bytes (arena, parts[1], lengths[1]);
  ret->python = arena_copy_bytes (arena, parts[count - 3], lengths[count - 3]);
  ret->abi = arena_copy_bytes (arena, parts[count - 2], lengths[count - 2]);
  ret->platform = arena_copy_bytes (arena, parts[count - 1],
                                    lengths[count - 1]);
  return ret->project != NULL && ret->version != NULL && ret->python != NULL
    && ret->abi != NULL && ret->platform != NULL;
}

/* TAGS, which dots separate, contain TAG. */
static bool
wheel_name_has (const char *tags, const char *tag)
{
  size_t length = strlen (tag);
  for (const char *s = tags;; s++)
    {
      size_t found = strcspn (s, ".");
      if (found == length && memcmp (s, tag, length) == 0)
        return true;
      s += found;
      if (*s == '\0')
        return false;
    }
}

bool
wheel_name_fits (const struct wheel_name *name, int minor)
{
  char tag[16];
  if (!wheel_name_has (name->abi, "none")
      || !wheel_name_has (name->platform, "any"))
    return false;
  if (wheel_name_has (name->python, "py3"))
    return true;
  snprintf (tag, sizeof tag, "cp3%d", minor);
  if (wheel_name_has (name->python, tag))
    return true;
  for (int i = 0; i <= minor; i++)
    {
      snprintf (tag, sizeof tag, "py3%d", i);
      if (wheel_name_has (name->python, tag))
        return true;
    }
  return false;
}
