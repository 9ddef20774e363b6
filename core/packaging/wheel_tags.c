/* wheel_tags.c: how well the tags of a wheel fit an interpreter. */
#include <config.h>

#include "wheel_tags.h"

#include "text.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

enum { WHEEL_TAGS_DESCRIBED = 3 };

/* Whether TAG is one of the set that SET, joined with ".", stands for. */
static bool
wheel_tags_have (const char *set, const char *tag)
{
  size_t wanted = strlen (tag);
  for (;;)
    {
      size_t length = strcspn (set, ".");
      if (length == wanted && strncasecmp (set, tag, wanted) == 0)
        return true;
      if (set[length] == '\0')
        return false;
      set += length + 1;
    }
}

/* The first of the platforms that SET names; their number where it names none. */
static size_t
wheel_tags_platform (const struct wheel_tags *tags, const char *set)
{
  size_t i = 0;
  while (i < tags->platform_count && !wheel_tags_have (set, tags->platforms[i]))
    i++;
  return i;
}

/* The rank follows from the place of the pair and, among wheels of one pair, of
 * the platform. */
unsigned
wheel_tags_rank (const struct wheel_tags *tags, const struct wheel_name *name)
{
  bool is_any = wheel_tags_have (name->platform_tags, "any");
  size_t platform = wheel_tags_platform (tags, name->platform_tags);
  bool fits_platform = platform < tags->platform_count;
  size_t step = tags->platform_count + 1;

  if (!is_any && !fits_platform)
    return 0;
  for (size_t i = 0; i < tags->pair_count; i++)
    {
      const struct wheel_tags_pair *pair = &tags->pairs[i];
      if (pair->any_platform ? !is_any : !fits_platform)
        continue;
      if (wheel_tags_have (name->python_tags, pair->python)
          && wheel_tags_have (name->abi_tags, pair->abi))
        return (unsigned) ((tags->pair_count - i) * step
                           - (pair->any_platform ? 0 : platform));
    }
  return 0;
}

size_t
wheel_tags_count (const struct wheel_tags *tags)
{
  size_t count = 0;
  for (size_t i = 0; i < tags->pair_count; i++)
    count += tags->pairs[i].any_platform ? 1 : tags->platform_count;
  return count;
}

const char *
wheel_tags_get (const struct wheel_tags *tags, size_t index,
                struct arena *arena)
{
  const struct wheel_tags_pair *pair = tags->pairs;
  for (;; pair++)
    {
      size_t size = pair->any_platform ? 1 : tags->platform_count;
      if (index < size)
        break;
      index -= size;
    }
  return arena_format (arena, "%s-%s-%s", pair->python, pair->abi,
                       pair->any_platform ? "any" : tags->platforms[index]);
}

const char *
wheel_tags_describe (const struct wheel_tags *tags, struct arena *arena)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  size_t count = wheel_tags_count (tags);
  for (size_t i = 0; i < count; i++)
    {
      if (i == WHEEL_TAGS_DESCRIBED && count > WHEEL_TAGS_DESCRIBED + 1)
        {
          text_add (&text, ", ...");
          i = count - 1;
        }
      const char *tag = wheel_tags_get (tags, i, arena);
      if (tag == NULL)
        return NULL;
      text_addf (&text, "%s%s", i > 0 ? ", " : "", tag);
    }
  if (text.failed)
    errno = ENOMEM;
  return text.failed ? NULL : arena_copy (arena, text_string (&text));
}
