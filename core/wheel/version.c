/* version.c: versions and version ranges of Python packages (PEP 440). */
#include <config.h>

#include "version.h"

#include <string.h>
#include <strings.h>

/* A run of digits, compared as a number of any length. */
struct version_number {
  const char *digits;
  size_t length;                /* without leading zeros */
};

enum { VERSION_RELEASE_MAX = 32 };

/* How what stands after the release orders: each kind before the next. */
enum version_pre {
  VERSION_DEV_ONLY,             /* 1.0.dev1 is before 1.0a1 */
  VERSION_ALPHA,
  VERSION_BETA,
  VERSION_CANDIDATE,
  VERSION_FINAL
};

struct version {
  struct version_number epoch;
  struct version_number release[VERSION_RELEASE_MAX];
  size_t release_count;         /* without trailing zeros */
  size_t release_given;         /* with them */
  enum version_pre pre;
  struct version_number pre_number;
  bool is_post;
  struct version_number post;
  bool is_dev;
  struct version_number dev;
};

static struct version_number
version_read_number (const char **s)
{
  const char *start = *s;
  *s += strspn (*s, "0123456789");
  while (*start == '0' && start < *s)
    start++;
  return (struct version_number) { start, (size_t) (*s - start) };
}

static int
version_number_compare (struct version_number a, struct version_number b)
{
  if (a.length != b.length)
    return a.length < b.length ? -1 : 1;
  int order = a.length == 0 ? 0 : memcmp (a.digits, b.digits, a.length);
  return (order > 0) - (order < 0);
}

static bool
version_is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Skips one of WORDS (longest first), with an optional separator before it.
 * Answers its place in the table, or -1 with *S as it was. */
static int
version_skip_word (const char **s, const char *const *words)
{
  const char *at = *s;
  if (*at == '-' || *at == '_' || *at == '.')
    at++;
  for (int i = 0; words[i] != NULL; i++)
    if (strncasecmp (at, words[i], strlen (words[i])) == 0)
      {
        *s = at + strlen (words[i]);
        return i;
      }
  return -1;
}

/* The number after such a word, "" for none, with an optional separator. */
static struct version_number
version_read_suffix_number (const char **s)
{
  const char *at = *s;
  if ((*at == '-' || *at == '_' || *at == '.') && version_is_digit (at[1]))
    at++;
  *s = at;
  return version_read_number (s);
}

static bool
version_read_release (struct version *ret, const char **s)
{
  for (;;)
    {
      if (!version_is_digit (**s)
          || ret->release_given == VERSION_RELEASE_MAX)
        return false;
      ret->release[ret->release_given++] = version_read_number (s);
      if (ret->release[ret->release_given - 1].length > 0)
        ret->release_count = ret->release_given;
      if (**s != '.' || !version_is_digit ((*s)[1]))
        return true;
      ++*s;
    }
}

/* The parts after the release: pre, post, dev, local. */
static void
version_read_suffixes (struct version *ret, const char **s)
{
  static const char *const pre[] = { "alpha", "a", "beta", "b", "preview",
                                     "pre", "rc", "c", NULL };
  static const char *const post[] = { "post", "rev", "r", NULL };
  static const char *const dev[] = { "dev", NULL };

  int kind = version_skip_word (s, pre);
  ret->pre = kind < 0 ? VERSION_FINAL : kind < 2 ? VERSION_ALPHA
    : kind < 4 ? VERSION_BETA : VERSION_CANDIDATE;
  if (kind >= 0)
    ret->pre_number = version_read_suffix_number (s);

  if (**s == '-' && version_is_digit ((*s)[1]))
    {
      ++*s;
      ret->is_post = true;
      ret->post = version_read_number (s);
    }
  else if (version_skip_word (s, post) >= 0)
    {
      ret->is_post = true;
      ret->post = version_read_suffix_number (s);
    }

  if (version_skip_word (s, dev) >= 0)
    {
      ret->is_dev = true;
      ret->dev = version_read_suffix_number (s);
      if (ret->pre == VERSION_FINAL && !ret->is_post)
        ret->pre = VERSION_DEV_ONLY;
    }
  if (**s == '+' && (*s)[1] != '\0')
    *s += 1 + strspn (*s + 1, "0123456789abcdefghijklmnopqrstuvwxyz"
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_");
}

static bool
version_parse (struct version *ret, const char *text, size_t length)
{
  char copy[256];
  *ret = (struct version) { 0 };
  if (length >= sizeof copy || memchr (text, '\0', length) != NULL)
    return false;
  memcpy (copy, text, length);
  copy[length] = '\0';

  /* Numbers point into TEXT, so the copy only says where it ends. */
  const char *s = copy;
  if (*s == 'v' || *s == 'V')
    s++;
  size_t epoch = strspn (s, "0123456789");
  if (epoch > 0 && s[epoch] == '!')
    {
      ret->epoch = version_read_number (&s);
      s++;
    }
  if (!version_read_release (ret, &s))
    return false;
  version_read_suffixes (ret, &s);
  if (*s != '\0')
    return false;

  /* Moves what was read in the copy over to TEXT. */
  struct version_number *fixed[] = { &ret->epoch, &ret->pre_number,
                                     &ret->post, &ret->dev };
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    if (fixed[i]->digits != NULL)
      fixed[i]->digits = text + (fixed[i]->digits - copy);
  for (size_t i = 0; i < ret->release_given; i++)
    ret->release[i].digits = text + (ret->release[i].digits - copy);
  return true;
}

static int
version_flag_compare (bool a, bool b)
{
  return (int) a - (int) b;
}

/* Compares the releases up to LIMIT components, a missing one being 0. */
static int
version_release_compare (const struct version *a, const struct version *b,
                         size_t limit)
{
  static const struct version_number zero = { "", 0 };
  for (size_t i = 0; i < limit
         && (i < a->release_count || i < b->release_count); i++)
    {
      int order = version_number_compare
        (i < a->release_count ? a->release[i] : zero,
         i < b->release_count ? b->release[i] : zero);
      if (order != 0)
        return order;
    }
  return 0;
}

static int
version_order (const struct version *a, const struct version *b)
{
  int order = version_number_compare (a->epoch, b->epoch);
  if (order == 0)
    order = version_release_compare (a, b, VERSION_RELEASE_MAX);
  if (order == 0)
    order = (a->pre > b->pre) - (a->pre < b->pre);
  if (order == 0)
    order = version_number_compare (a->pre_number, b->pre_number);
  if (order == 0)
    order = version_flag_compare (a->is_post, b->is_post);
  if (order == 0)
    order = version_number_compare (a->post, b->post);
  if (order == 0)
    order = -version_flag_compare (a->is_dev, b->is_dev);
  if (order == 0)
    order = version_number_compare (a->dev, b->dev);
  return order;
}

bool
version_is_valid (const char *version)
{
  struct version parsed;
  return version_parse (&parsed, version, strlen (version));
}

int
version_compare (const char *a, const char *b)
{
  struct version x, y;
  bool x_valid = version_parse (&x, a, strlen (a));
  bool y_valid = version_parse (&y, b, strlen (b));
  if (x_valid && y_valid)
    return version_order (&x, &y);
  if (x_valid != y_valid)
    return x_valid ? 1 : -1;
  int order = strcmp (a, b);
  return (order > 0) - (order < 0);
}

/* One clause without blanks around it, "OPERATOR VERSION". */
static bool
version_clause_holds (const struct version *version, const char *clause,
                      size_t length)
{
  static const char *const operators[] = { "===", "==", "!=", "<=", ">=", "~=",
                                           "<", ">", NULL };
  int which = 0;
  while (operators[which] != NULL
         && strncmp (clause, operators[which], strlen (operators[which])) != 0)
    which++;
  if (operators[which] == NULL || strlen (operators[which]) > length)
    return true;
  size_t skip = strlen (operators[which]);
  skip += strspn (clause + skip, " \t");
  if (skip >= length)
    return true;
  clause += skip;
  length -= skip;

  bool prefix = length > 2 && memcmp (clause + length - 2, ".*", 2) == 0;
  struct version bound;
  if (!version_parse (&bound, clause, prefix ? length - 2 : length))
    return true;

  int order = version_order (version, &bound);
  int head = version_release_compare (version, &bound, bound.release_given);
  switch (which)
    {
    case 0:
    case 1:
      return prefix ? head == 0 : order == 0;
    case 2:
      return prefix ? head != 0 : order != 0;
    case 3:
      return order <= 0;
    case 4:
      return order >= 0;
    case 5:
      return order >= 0 && bound.release_given > 1
        && version_release_compare (version, &bound,
                                    bound.release_given - 1) == 0;
    case 6:
      return order < 0;
    default:
      return order > 0;
    }
}

bool
version_in_range (const char *version, const char *range)
{
  struct version parsed;
  if (!version_parse (&parsed, version, strlen (version)))
    return true;

  for (const char *s = range; *s != '\0';)
    {
      s += strspn (s, " \t,");
      size_t length = strcspn (s, ",");
      size_t trimmed = length;
      while (trimmed > 0 && (s[trimmed - 1] == ' ' || s[trimmed - 1] == '\t'))
        trimmed--;
      if (trimmed > 0 && !version_clause_holds (&parsed, s, trimmed))
        return false;
      s += length;
    }
  return true;
}
