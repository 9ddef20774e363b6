/* marker.c: whether a marker holds. */
#include <config.h>

#include "marker.h"

#include "text.h"
#include "version.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

/* These are compared as versions where both sides are some. */
static bool
marker_is_version (enum marker_variable variable)
{
  switch (variable)
    {
    case MARKER_PYTHON_VERSION:
    case MARKER_PYTHON_FULL_VERSION:
    case MARKER_PLATFORM_RELEASE:
    case MARKER_IMPLEMENTATION_VERSION:
      return true;
    default:
      return false;
    }
}

/* Sets the error, which begins with the variable's name.  Answers -1. */
static int __attribute__ ((format (printf, 4, 5)))
marker_fail (const struct marker *marker, struct arena *arena,
             struct syntax_error *error, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *what = arena_vformat (arena, fmt, ap);
  va_end (ap);
  error->position = marker->position;
  error->message = what == NULL ? NULL
    : arena_format (arena, "%s %s", marker->variable_name, what);
  errno = error->message != NULL ? EINVAL : ENOMEM;
  return -1;
}

/* NAME in the one spelling of PEP 503.  NULL with errno ENOMEM. */
static const char *
marker_canonical (struct arena *arena, const char *name)
{
  return name_canonical (arena, name, strlen (name));
}

/* "'NAME' in extras". */
static int
marker_evaluate_set (const struct marker *marker,
                     const struct marker_environment *environment,
                     struct arena *arena, struct syntax_error *error)
{
  const struct marker_names *names = marker->variable == MARKER_EXTRAS
    ? environment->extras : environment->dependency_groups;
  if (names == NULL)
    return marker_fail (marker, arena, error, "has no meaning here");

  const char *wanted = marker_canonical (arena, marker->constant);
  bool found = false;
  for (size_t i = 0; i < names->count && wanted != NULL && !found; i++)
    {
      const char *name = marker_canonical (arena, names->items[i]);
      if (name == NULL)
        return -1;
      found = strcmp (name, wanted) == 0;
    }
  if (wanted == NULL)
    return -1;
  return found == (strcmp (marker->operator, "in") == 0);
}

/* "LEFT === RIGHT": the texts are the same, whatever they are, but for case and
 * the blanks around the second.  -1 with errno EINVAL for what cannot be in a
 * range. */
static int
marker_compare_texts (const char *left, const char *right)
{
  right += strspn (right, " ");
  size_t length = strcspn (right, " ;)");
  if (right[length + strspn (right + length, " ")] != '\0')
    {
      errno = EINVAL;
      return -1;
    }
  return strlen (left) == length && strncasecmp (left, right, length) == 0;
}

/* As versions: whether LEFT is in the range "OPERATOR RIGHT", where nothing is
 * that is no version.  1 or 0; -1 with errno: EINVAL where that is no range, or
 * ENOMEM. */
static int
marker_compare_versions (struct arena *arena, const char *operator,
                         const char *left, const char *right)
{
  if (strcmp (operator, "===") == 0)
    return marker_compare_texts (left, right);

  /* A range is one comparison, not a list of them. */
  errno = EINVAL;
  if (strchr (right, ',') != NULL)
    return -1;
  const char *range = arena_format (arena, "%s%s", operator, right);
  if (range == NULL)
    return -1;
  const struct specifiers *specifiers = specifiers_parse (arena, range);
  if (specifiers == NULL)
    return -1;
  const struct version *version = version_parse (arena, left);
  if (version == NULL)
    return errno == EINVAL ? 0 : -1;
  return specifiers_match (specifiers, version, true);
}

/* As strings, which have no order: "<=" and ">=" are "==".  -1 for operators
 * that they do not have. */
static int
marker_compare_strings (const char *operator, const char *left,
                        const char *right)
{
  bool equal = strcmp (left, right) == 0;
  if (strcmp (operator, "in") == 0)
    return strstr (right, left) != NULL;
  if (strcmp (operator, "not in") == 0)
    return strstr (right, left) == NULL;
  if (strcmp (operator, "==") == 0 || strcmp (operator, "<=") == 0
      || strcmp (operator, ">=") == 0)
    return equal;
  if (strcmp (operator, "!=") == 0)
    return !equal;
  return strcmp (operator, "<") == 0 || strcmp (operator, ">") == 0 ? 0 : -1;
}

/* What the variable is, in the form in which it is compared.  NULL with
 * errno. */
static const char *
marker_value (const struct marker *marker,
              const struct marker_environment *environment, struct arena *arena,
              struct syntax_error *error)
{
  const char *value = environment->strings[marker->variable];
  if (value == NULL)
    {
      marker_fail (marker, arena, error, "is not known here");
      return NULL;
    }
  if (marker->variable == MARKER_EXTRA)
    return marker_canonical (arena, value);

  /* A Python that was built from a checkout calls itself "3.13.0+", which is no
   * version; pip makes one of it. */
  if (marker->variable == MARKER_PYTHON_FULL_VERSION
      && string_ends_with (value, "+"))
    return arena_format (arena, "%slocal", value);
  return value;
}

static int
marker_evaluate_comparison (const struct marker *marker,
                            const struct marker_environment *environment,
                            struct arena *arena, struct syntax_error *error)
{
  if (marker->variable >= MARKER_STRINGS)
    return marker_evaluate_set (marker, environment, arena, error);

  const char *value = marker_value (marker, environment, arena, error);
  if (value == NULL)
    return -1;
  const char *constant = marker->constant;
  if (marker->variable == MARKER_EXTRA)
    constant = marker_canonical (arena, constant);
  if (constant == NULL)
    return -1;

  const char *left = marker->constant_first ? constant : value;
  const char *right = marker->constant_first ? value : constant;
  if (marker_is_version (marker->variable))
    {
      int result
        = marker_compare_versions (arena, marker->operator, left, right);
      if (result >= 0 || errno != EINVAL)
        return result;
    }
  int result = marker_compare_strings (marker->operator, left, right);
  return result >= 0 ? result
    : marker_fail (marker, arena, error, "cannot be compared with %s and '%s'",
                   marker->operator, constant);
}

int
marker_evaluate (const struct marker *marker,
                 const struct marker_environment *environment,
                 struct arena *arena, struct syntax_error *error)
{
  *error = (struct syntax_error) { marker->position, "out of memory" };
  if (marker->kind == MARKER_COMPARISON)
    return marker_evaluate_comparison (marker, environment, arena, error);

  bool any = false, all = true;
  for (const struct marker *term = marker->first; term != NULL;
       term = term->next)
    {
      int result = marker_evaluate (term, environment, arena, error);
      if (result < 0)
        return -1;
      any = any || result == 1;
      all = all && result == 1;
    }
  return marker->kind == MARKER_ANY ? any : all;
}
