/* spec.c: what --python may be given. */
#include <config.h>

#include "spec.h"
#include "text.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

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

/* What is wrong with what is not a version at all. */
static const char spec_syntax[]
  = "this is not a version; write 3, 3.12, 3.12.1, 3.13t or '>=3.9,<3.12'";

/* Names of implementations, as programs and tags of wheels have them. */
static const struct {
  const char *name, *implementation;
} spec_names[] = {
  { "python", NULL }, { "py", NULL },
  { "cpython", "cpython" }, { "cp", "cpython" },
  { "pypy", "pypy" }, { "pp", "pypy" },
  { "graalpy", "graalpy" }, { "gp", "graalpy" },
};

/* The name of an implementation at *AT, in any case of letters. */
static bool
spec_take_name (const char **at, struct spec *spec)
{
  size_t length = strspn (*at, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  for (size_t i = 0; i < sizeof spec_names / sizeof spec_names[0]; i++)
    if (strlen (spec_names[i].name) == length
        && strncasecmp (*at, spec_names[i].name, length) == 0)
      {
        spec->implementation = spec_names[i].implementation;
        *at += length;
        return true;
      }
  return false;
}

/* The numbers at *AT; "312" is 3.12.  False where there is a flaw in them. */
static bool
spec_take_numbers (const char **at, struct spec *spec)
{
  for (;;)
    {
      if (spec->count == 3
          || !spec_take_number (at, &spec->numbers[spec->count++]))
        return false;
      if (**at != '.')
        break;
      ++*at;
    }
  int *numbers = spec->numbers;
  int tens = numbers[0] >= 300 ? 100 : 10;
  if (spec->count == 1 && numbers[0] / tens == 3)
    {
      numbers[1] = numbers[0] % tens;
      numbers[0] = 3;
      spec->count = 2;
    }
  return true;
}

/* What is wrong with the version that was read from TEXT, or NULL. */
static const char *
spec_check_version (struct arena *arena, const char *text,
                    const struct spec *spec)
{
  if (spec->free_threaded && spec->count < 2)
    return "free-threaded builds are asked for as 3.13t";
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

/* A version, "t", and the size of addresses. */
static const char *
spec_parse_version (struct arena *arena, const char *text, struct spec *spec)
{
  const char *at = text;
  spec->kind = SPEC_VERSION;
  if (!spec_take_numbers (&at, spec))
    return spec_syntax;
  spec->free_threaded = *at == 't';
  at += spec->free_threaded;
  if (strcmp (at, "-32") == 0 || strcmp (at, "-64") == 0)
    {
      spec->bits = at[1] == '3' ? 32 : 64;
      at += 3;
    }
  return *at != '\0' ? spec_syntax : spec_check_version (arena, text, spec);
}

static const char *
spec_parse_range (struct arena *arena, const char *text, struct spec *spec)
{
  spec->kind = SPEC_RANGE;
  spec->range = specifiers_parse (arena, text);
  if (spec->range != NULL && spec->range->count > 0)
    return NULL;
  return "this is not a PEP 440 range; write for example '>=3.9,<3.12'";
}

/* A name on PATH, which may say what kind of Python it is of. */
static const char *
spec_parse_name (struct arena *arena, const char *text, struct spec *spec)
{
  static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyz"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ" SPEC_DIGITS "._+-";
  if (strspn (text, name_bytes) != strlen (text) || text[0] == '.'
      || text[0] == '-')
    return "this is not the name of a program; write a path with a slash, a name "
      "such as python3.12, a version or a range";

  struct spec version = { .text = spec->text };
  const char *at = text;
  if (spec_take_name (&at, &version)
      && (*at == '\0' || spec_parse_version (arena, at, &version) == NULL))
    {
      *spec = version;
      spec->is_version_too = true;
    }
  spec->kind = SPEC_NAME;
  return NULL;
}

/* Answers what is wrong, or NULL. */
static const char *
spec_parse_text (struct arena *arena, const char *text, struct spec *spec)
{
  if (string_has_control (text))
    return "it has control characters";
  if (strchr (text, '/') != NULL)
    {
      spec->kind = SPEC_PATH;
      return NULL;
    }
  const char *at = text;
  bool named = spec_take_name (&at, spec);
  if (strpbrk (text, "<>=!~,") != NULL)
    return spec_parse_range (arena, at, spec);
  if (named && *at == '@')
    return spec_parse_version (arena, at + 1, spec);
  if (strspn (text, SPEC_DIGITS) > 0)
    return spec_parse_version (arena, text, spec);
  return spec_parse_name (arena, text, spec);
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

static bool
spec_fits_range (const struct spec *spec, const struct interpreter *python)
{
  struct arena arena = { NULL };
  const struct version *parsed = version_parse (&arena, python->version);
  bool fits = parsed != NULL && specifiers_match (spec->range, parsed, true);
  arena_release (&arena);
  return fits;
}

bool
spec_fits (const struct spec *spec, const struct interpreter *python)
{
  if (spec->kind != SPEC_VERSION && spec->kind != SPEC_RANGE)
    return true;
  if ((spec->implementation != NULL
       && strcmp (spec->implementation, python->implementation) != 0)
      || (spec->bits != 0 && (spec->bits == 64) != python->is_64bit))
    return false;
  if (spec->kind == SPEC_RANGE)
    return spec_fits_range (spec, python);

  const int version[3] = { python->major, python->minor, python->micro };
  bool fits = spec->count == 0
    || spec->free_threaded == (python->abi_thread[0] != '\0');
  for (int i = 0; i < spec->count && fits; i++)
    fits = spec->numbers[i] == version[i];
  return fits;
}
