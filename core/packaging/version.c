/* version.c: PEP 440 versions.
 *
 * Numbers have any length: dates and hashes turned into numbers occur, so they
 * are compared as strings of digits. */
#include <config.h>

#include "version.h"
#include "text.h"

#include <errno.h>
#include <string.h>

static bool
version_is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static bool
version_is_alnum (char c)
{
  return version_is_digit (c) || (c >= 'a' && c <= 'z');
}

static bool
version_is_separator (char c)
{
  return c == '.' || c == '-' || c == '_';
}

/* Takes the digits at *AT, perhaps none, which is zero. */
static struct version_number
version_take_number (const char **at)
{
  while (**at == '0')
    ++*at;
  struct version_number number = { *at, 0 };
  while (version_is_digit (**at))
    ++*at;
  number.length = (size_t) (*at - number.digits);
  return number;
}

/* Takes one of WORDS, whose last is NULL, and what may stand around it: a
 * separator before, and a separator and a number after.  Returns the word's
 * index or -1, with *AT unchanged. */
static int
version_take_part (const char **at, const char *const words[],
                   struct version_number *number)
{
  const char *s = *at;
  if (version_is_separator (*s))
    s++;
  for (int i = 0; words[i] != NULL; i++)
    if (string_starts_with (s, words[i]))
      {
        s += strlen (words[i]);
        if (version_is_separator (*s))
          s++;
        *number = version_take_number (&s);
        *at = s;
        return i;
      }
  return -1;
}

static bool
version_take_release (const char **at, struct arena *arena,
                      struct version *version)
{
  size_t count = 1;
  for (const char *s = *at; version_is_digit (*s) || *s == '.'; s++)
    count += *s == '.';
  version->release = arena_zeroed (arena, count * sizeof *version->release);
  if (version->release == NULL)
    return false;

  while (version_is_digit (**at))
    {
      version->release[version->release_count++] = version_take_number (at);
      if (**at != '.' || !version_is_digit ((*at)[1]))
        break;
      ++*at;
    }
  return version->release_count > 0;
}

static void
version_take_suffixes (const char **at, struct version *version)
{
  /* Longer words before those they begin with. */
  static const char *const pre_words[] = {
    "alpha", "a", "beta", "b", "preview", "pre", "c", "rc", NULL
  };
  static const char pre_kinds[] = { 'a', 'a', 'b', 'b', 'r', 'r', 'r', 'r' };
  static const char *const post_words[] = { "post", "rev", "r", NULL };
  static const char *const dev_words[] = { "dev", NULL };
  if (**at == '\0')
    return;

  int pre = version_take_part (at, pre_words, &version->pre_number);
  if (pre >= 0)
    version->pre = pre_kinds[pre];

  if (**at == '-' && version_is_digit ((*at)[1]))
    {
      ++*at;
      version->post = version_take_number (at);
      version->has_post = true;
    }
  else
    version->has_post = version_take_part (at, post_words, &version->post) >= 0;

  version->has_dev = version_take_part (at, dev_words, &version->dev) >= 0;
}

/* The part after the "+", with "." for every separator and without the leading
 * zeros of segments that are numbers. */
static bool
version_take_local (const char **at, struct text *local)
{
  for (;;)
    {
      const char *start = *at;
      bool number = true;
      for (; version_is_alnum (**at); ++*at)
        number = number && version_is_digit (**at);
      if (*at == start)
        return false;
      while (number && *start == '0' && start + 1 < *at)
        start++;
      text_add_bytes (local, start, (size_t) (*at - start));
      if (!version_is_separator (**at))
        return true;
      text_add_char (local, '.');
      ++*at;
    }
}

/* Appends WORD and the number; returns the new end. */
static char *
version_put (char *end, const char *word, struct version_number number)
{
  end = stpcpy (end, word);
  if (number.length == 0)
    *end++ = '0';
  memcpy (end, number.digits, number.length);
  return end + number.length;
}

/* LENGTH is that of the text as it was given.  Longer than there can only be the
 * words of the three suffixes, and the zeros that were left out. */
static const char *
version_normalise (struct arena *arena, const struct version *version,
                   size_t length)
{
  char *normal = arena_zeroed (arena, length + sizeof "0rc0.post0.dev0");
  char *end = normal;
  if (normal == NULL)
    return NULL;
  if (version->epoch.length > 0)
    {
      end = version_put (end, "", version->epoch);
      *end++ = '!';
    }
  for (size_t i = 0; i < version->release_count; i++)
    end = version_put (end, i > 0 ? "." : "", version->release[i]);
  if (version->pre != 0)
    end = version_put (end, version->pre == 'a' ? "a"
                       : version->pre == 'b' ? "b" : "rc",
                       version->pre_number);
  if (version->has_post)
    end = version_put (end, ".post", version->post);
  if (version->has_dev)
    end = version_put (end, ".dev", version->dev);
  if (version->local != NULL)
    {
      *end++ = '+';
      memcpy (end, version->local, strlen (version->local));
    }
  return normal;
}

/* A copy of TEXT in lower case, without the blanks around it. */
static const char *
version_fold (struct arena *arena, const char *text)
{
  static const char blanks[] = " \t\n\r\f\v";
  text += strspn (text, blanks);
  size_t length = strlen (text);
  while (length > 0 && strchr (blanks, text[length - 1]) != NULL)
    length--;

  char *copy = arena_zeroed (arena, length + 1);
  for (size_t i = 0; copy != NULL && i < length; i++)
    copy[i] = text[i] >= 'A' && text[i] <= 'Z'
      ? (char) (text[i] - 'A' + 'a') : text[i];
  return copy;
}

const struct version *
version_parse (struct arena *arena, const char *text)
{
  errno = ENOMEM;
  struct version *version = arena_zeroed (arena, sizeof *version);
  const char *at = version_fold (arena, text);
  if (version == NULL || at == NULL)
    return NULL;

  errno = EINVAL;
  if (*at == 'v')
    at++;
  size_t digits = strspn (at, "0123456789");
  if (digits > 0 && at[digits] == '!')
    {
      version->epoch = version_take_number (&at);
      at++;
    }
  if (!version_take_release (&at, arena, version))
    return NULL;
  version_take_suffixes (&at, version);

  CLEAN_TEXT struct text local = TEXT_EMPTY;
  if (*at == '+')
    {
      at++;
      if (!version_take_local (&at, &local))
        return NULL;
      version->local = arena_copy (arena, text_string (&local));
    }
  if (*at != '\0')
    return NULL;

  errno = ENOMEM;
  version->normal = version_normalise (arena, version, strlen (text));
  return version->normal != NULL && !local.failed ? version : NULL;
}

static int
version_number_compare (struct version_number a, struct version_number b)
{
  if (a.length != b.length)
    return a.length < b.length ? -1 : 1;
  return a.length == 0 ? 0 : memcmp (a.digits, b.digits, a.length);
}

static int
version_release_compare (const struct version *a, const struct version *b)
{
  size_t count = a->release_count > b->release_count
    ? a->release_count : b->release_count;
  const struct version_number zero = { "", 0 };
  for (size_t i = 0; i < count; i++)
    {
      int order
        = version_number_compare (i < a->release_count ? a->release[i] : zero,
                                  i < b->release_count ? b->release[i] : zero);
      if (order != 0)
        return order;
    }
  return 0;
}

/* Where the pre-release part puts a version of one release: development
 * releases of the final one first, then a, b and rc, then the rest. */
static int
version_pre_rank (const struct version *version)
{
  if (version->pre != 0)
    return version->pre;
  return version->has_dev && !version->has_post ? 0 : 256;
}

/* Segments: numbers above words, and what is longer above what it begins
 * with. */
static int
version_local_compare (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);

  for (;;)
    {
      size_t a_length = strcspn (a, "."), b_length = strcspn (b, ".");
      bool a_number = strspn (a, "0123456789") >= a_length;
      bool b_number = strspn (b, "0123456789") >= b_length;
      if (a_number != b_number)
        return a_number ? 1 : -1;

      size_t common = a_length < b_length ? a_length : b_length;
      int lengths = (a_length > b_length) - (a_length < b_length);
      int order = memcmp (a, b, common);
      if (a_number && lengths != 0)
        return lengths;
      if (order != 0 || lengths != 0)
        return order != 0 ? order : lengths;

      a += a_length;
      b += b_length;
      if (*a == '\0' || *b == '\0')
        return (*a != '\0') - (*b != '\0');
      a++;
      b++;
    }
}

int
version_compare (const struct version *a, const struct version *b)
{
  int order = version_number_compare (a->epoch, b->epoch);
  if (order == 0)
    order = version_release_compare (a, b);
  if (order == 0)
    order = version_pre_rank (a) - version_pre_rank (b);
  if (order == 0)
    order = version_number_compare (a->pre_number, b->pre_number);
  if (order == 0)
    order = a->has_post - b->has_post;
  if (order == 0)
    order = version_number_compare (a->post, b->post);
  if (order == 0)
    order = b->has_dev - a->has_dev;
  if (order == 0)
    order = version_number_compare (a->dev, b->dev);
  return order != 0 ? order : version_local_compare (a->local, b->local);
}

bool
version_is_prerelease (const struct version *version)
{
  return version->pre != 0 || version->has_dev;
}

int
version_compare_text (const char *a, const char *b)
{
  CLEAN_ARENA struct arena arena = { NULL };
  const struct version *x = version_parse (&arena, a);
  const struct version *y = version_parse (&arena, b);
  if (x != NULL && y != NULL)
    return version_compare (x, y);
  return x != NULL || y != NULL ? (x != NULL) - (y != NULL) : strcmp (a, b);
}
