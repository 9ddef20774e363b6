/* pep440.c: versions as they stand in file names and metadata. */
#include <config.h>

#include "pep440.h"
#include "version.h"

#include <string.h>

int
pep440_compare (const char *a, const char *b)
{
  struct arena arena = { NULL };
  const struct version *x = version_parse (&arena, a);
  const struct version *y = version_parse (&arena, b);
  int order = x != NULL && y != NULL ? version_compare (x, y)
    : x != NULL || y != NULL ? (x != NULL ? 1 : -1) : strcmp (a, b);
  arena_release (&arena);
  return order;
}

bool
pep440_in_range (const char *version, const char *range)
{
  if (*range == '\0')
    return true;
  struct arena arena = { NULL };
  const struct version *parsed = version_parse (&arena, version);
  const struct specifiers *specifiers = specifiers_parse (&arena, range);
  bool holds = parsed == NULL || specifiers == NULL
    || specifiers_match (specifiers, parsed, true);
  arena_release (&arena);
  return holds;
}
