/* specifier.c: ranges of PEP 440 versions, "Version specifiers". */
#include <config.h>

#include "text.h"
#include "version.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

static const char specifier_blanks[] = " \t\n\r\f\v";

/* Longer operators before those they begin with. */
static const struct {
  const char *text;
  enum specifier_operator operator;
} specifier_operators[] = {
  { "===", SPECIFIER_ARBITRARY },
  { "==", SPECIFIER_EQUAL },
  { "!=", SPECIFIER_NOT_EQUAL },
  { "<=", SPECIFIER_AT_MOST },
  { ">=", SPECIFIER_AT_LEAST },
  { "~=", SPECIFIER_COMPATIBLE },
  { "<", SPECIFIER_LESS },
  { ">", SPECIFIER_GREATER },
};

#define SPECIFIER_OPERATORS \
  (sizeof specifier_operators / sizeof specifier_operators[0])

/* What the grammar forbids: ".*" except after a bare release number of == and
 * !=, "~=" with a single number, and local parts except with == and !=. */
static bool
specifier_is_sound (const struct specifier *specifier)
{
  const struct version *version = specifier->version;
  bool equality = specifier->operator == SPECIFIER_EQUAL
    || specifier->operator == SPECIFIER_NOT_EQUAL;

  if (specifier->any_suffix
      && (!equality || version->pre != 0 || version->has_post
          || version->has_dev || version->local != NULL))
    return false;
  if (specifier->operator == SPECIFIER_COMPATIBLE && version->release_count < 2)
    return false;
  return version->local == NULL || equality;
}

/* Reads one, without blanks around it. */
static bool
specifier_parse (struct arena *arena, const char *text,
                 struct specifier *specifier)
{
  size_t i = 0;
  while (i < SPECIFIER_OPERATORS
         && !string_starts_with (text, specifier_operators[i].text))
    i++;
  errno = EINVAL;
  if (i == SPECIFIER_OPERATORS)
    return false;

  specifier->operator = specifier_operators[i].operator;
  text += strlen (specifier_operators[i].text);
  text += strspn (text, specifier_blanks);
  specifier->text = text;
  if (specifier->operator == SPECIFIER_ARBITRARY)
    return *text != '\0' && strpbrk (text, specifier_blanks) == NULL;

  size_t length = strlen (text);
  if (string_ends_with (text, ".*"))
    {
      specifier->any_suffix = true;
      length -= 2;
    }
  const char *number = arena_copy_bytes (arena, text, length);
  if (number == NULL)
    return false;
  specifier->version = version_parse (arena, number);
  if (specifier->version == NULL)
    return false;

  /* "==1.0 .*" is two words. */
  bool sound = specifier_is_sound (specifier)
    && strpbrk (number, specifier_blanks) == NULL;
  errno = EINVAL;
  return sound;
}

const struct specifiers *
specifiers_parse (struct arena *arena, const char *text)
{
  size_t count = 1;
  for (const char *s = text; *s != '\0'; s++)
    count += *s == ',';

  struct specifiers *result = arena_zeroed (arena, sizeof *result);
  struct specifier *items = arena_zeroed (arena, count * sizeof *items);
  if (result == NULL || items == NULL)
    return NULL;
  result->items = items;

  for (;;)
    {
      text += strspn (text, specifier_blanks);
      size_t part = strcspn (text, ","), length = part;
      while (length > 0
             && strchr (specifier_blanks, text[length - 1]) != NULL)
        length--;
      if (length > 0)
        {
          const char *item = arena_copy_bytes (arena, text, length);
          if (item == NULL
              || !specifier_parse (arena, item, &items[result->count]))
            return NULL;
          result->count++;
        }
      if (text[part] == '\0')
        return result;
      text += part + 1;
    }
}

static bool
specifier_numbers_equal (struct version_number a, struct version_number b)
{
  return a.length == b.length
    && (a.length == 0 || memcmp (a.digits, b.digits, a.length) == 0);
}

/* Whether the first COUNT numbers of both releases are the same. */
static bool
specifier_same_release (const struct version *a, const struct version *b,
                        size_t count)
{
  const struct version_number zero = { "", 0 };
  bool same = specifier_numbers_equal (a->epoch, b->epoch);
  for (size_t i = 0; i < count && same; i++)
    same = specifier_numbers_equal (i < a->release_count ? a->release[i] : zero,
                                    i < b->release_count ? b->release[i]
                                    : zero);
  return same;
}

/* The same epoch and release, whatever follows. */
static bool
specifier_same_base (const struct version *a, const struct version *b)
{
  size_t count = a->release_count > b->release_count
    ? a->release_count : b->release_count;
  return specifier_same_release (a, b, count);
}

static bool
specifier_is_less (const struct version *version, const struct version *limit)
{
  if (version_compare (version, limit) >= 0)
    return false;
  return version_is_prerelease (limit) || !version_is_prerelease (version)
    || !specifier_same_base (version, limit);
}

static bool
specifier_is_greater (const struct version *version,
                      const struct version *limit)
{
  if (version_compare (version, limit) <= 0)
    return false;
  bool more = (version->has_post && !limit->has_post) || version->local != NULL;
  return !more || !specifier_same_base (version, limit);
}

static bool
specifier_match (const struct specifier *specifier,
                 const struct version *version)
{
  const struct version *limit = specifier->version;
  if (specifier->operator == SPECIFIER_ARBITRARY)
    return strcasecmp (specifier->text, version->normal) == 0;

  /* Local parts only count where the specifier has one. */
  struct version public = *version;
  if (limit->local == NULL)
    public.local = NULL;
  int order = version_compare (&public, limit);
  bool equal = specifier->any_suffix
    ? specifier_same_release (version, limit, limit->release_count)
    : order == 0;

  switch (specifier->operator)
    {
    case SPECIFIER_EQUAL:
      return equal;
    case SPECIFIER_NOT_EQUAL:
      return !equal;
    case SPECIFIER_AT_MOST:
      return order <= 0;
    case SPECIFIER_AT_LEAST:
      return order >= 0;
    case SPECIFIER_LESS:
      return specifier_is_less (version, limit);
    case SPECIFIER_GREATER:
      return specifier_is_greater (version, limit);
    case SPECIFIER_COMPATIBLE:
      return order >= 0
        && specifier_same_release (version, limit, limit->release_count - 1);
    case SPECIFIER_ARBITRARY:
      break;
    }
  return false;
}

/* Whether a specifier asks for pre-releases by naming one.  The strict
 * inequalities do not: what they name is what they leave out. */
static bool
specifier_wants_prerelease (const struct specifier *specifier)
{
  switch (specifier->operator)
    {
    case SPECIFIER_NOT_EQUAL:
    case SPECIFIER_LESS:
    case SPECIFIER_GREATER:
      return false;
    case SPECIFIER_ARBITRARY:
      return true;
    default:
      return version_is_prerelease (specifier->version);
    }
}

bool
specifiers_match (const struct specifiers *specifiers,
                  const struct version *version, bool prereleases)
{
  bool match = true;
  for (size_t i = 0; i < specifiers->count && match; i++)
    {
      match = specifier_match (&specifiers->items[i], version);
      if (specifier_wants_prerelease (&specifiers->items[i]))
        prereleases = true;
    }
  return match && (prereleases || !version_is_prerelease (version));
}

bool
specifiers_match_text (const char *range, const char *version)
{
  if (*range == '\0')
    return true;
  CLEAN_ARENA struct arena arena = { NULL };
  const struct version *parsed = version_parse (&arena, version);
  const struct specifiers *specifiers = specifiers_parse (&arena, range);
  return parsed == NULL || specifiers == NULL
    || specifiers_match (specifiers, parsed, true);
}
