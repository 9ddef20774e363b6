/* spec.c: what --python may be given. */
#include <config.h>

#include "spec.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SPEC_DIGITS "0123456789"

/* The oldest version that there is anything for. */
static const int spec_oldest[2] = { 3, 6 };

/* A number of at most four digits at *AT. */
static bool
spec_take_number (const char **at, int *ret)
{
  size_t digits = strspn (*at, SPEC_DIGITS);
  if (digits == 0 || digits > 4)
    return false;
  *ret = 0;
  for (size_t i = 0; i < digits; i++)
    *ret = *ret * 10 + ((*at)[i] - '0');
  *at += digits;
  return true;
}

static const char *
spec_parse_version (struct arena *arena, const char *text, struct spec *spec)
{
  const char *const syntax
    = "this is no version; write 3, 3.12, 3.12.1, 3.13t or '>=3.9,<3.12'";
  const char *at = text;
  for (;;)
    {
      if (spec->count == 3
          || !spec_take_number (&at, &spec->numbers[spec->count++]))
        return syntax;
      if (*at != '.')
        break;
      at++;
    }

  spec->kind = SPEC_VERSION;
  spec->free_threaded = *at == 't';
  at += spec->free_threaded;
  if (*at != '\0')
    return syntax;
  if (spec->free_threaded && spec->count < 2)
    return "free-threaded builds are asked for as 3.13t";

  if (spec->count == 1 && spec->numbers[0] >= 30 && text[0] == '3')
    return arena_format (arena, "there is no such version; is 3.%s meant?",
                         text + 1);
  if (spec->count == 1 && spec->numbers[0] >= spec_oldest[1])
    return arena_format (arena, "there is no such version; is 3.%s meant?",
                         text);
  if (spec->numbers[0] > 3)
    return "there is no such version; the latest are 3.X";
  if (spec->numbers[0] < spec_oldest[0]
      || (spec->numbers[0] == spec_oldest[0] && spec->count > 1
          && spec->numbers[1] < spec_oldest[1]))
    return "pyvenv needs Python 3.6 or newer";
  return NULL;
}

/* Answers what is wrong, or NULL. */
static const char *
spec_parse_text (struct arena *arena, const char *text, struct spec *spec)
{
  static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyz"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ" SPEC_DIGITS "._+-";

  if (string_has_control (text))
    return "it has control characters";
  if (strchr (text, '/') != NULL)
    {
      spec->kind = SPEC_PATH;
      return NULL;
    }
  if (strpbrk (text, "<>=!~,") != NULL)
    {
      spec->kind = SPEC_RANGE;
      spec->range = specifiers_parse (arena, text);
      if (spec->range != NULL && spec->range->count > 0)
        return NULL;
      return "this is no PEP 440 range; write for example '>=3.9,<3.12'";
    }
  if (strspn (text, SPEC_DIGITS) > 0)
    return spec_parse_version (arena, text, spec);

  spec->kind = SPEC_NAME;
  if (strspn (text, name_bytes) == strlen (text) && text[0] != '.'
      && text[0] != '-')
    return NULL;
  return "this is no name of a program; write a path with a slash, a name such "
    "as python3.12, a version or a range";
}

int
spec_parse (struct arena *arena, const char *text, struct spec *ret,
            const char **why)
{
  *ret = (struct spec) { .text = text };
  *why = NULL;
  if (text == NULL || *text == '\0')
    return 0;

  errno = 0;
  *why = spec_parse_text (arena, text, ret);
  if (errno == ENOMEM)
    return -1;
  errno = EINVAL;
  return *why == NULL ? 0 : -1;
}

bool
spec_fits (const struct spec *spec, const int version[3], bool free_threaded)
{
  if (spec->kind == SPEC_VERSION)
    {
      bool fits = spec->free_threaded == free_threaded;
      for (int i = 0; i < spec->count && fits; i++)
        fits = spec->numbers[i] == version[i];
      return fits;
    }
  if (spec->kind != SPEC_RANGE)
    return true;

  char text[40];
  struct arena arena = { NULL };
  snprintf (text, sizeof text, "%d.%d.%d", version[0], version[1], version[2]);
  const struct version *parsed = version_parse (&arena, text);
  bool fits = parsed != NULL && specifiers_match (spec->range, parsed, true);
  arena_release (&arena);
  return fits;
}
