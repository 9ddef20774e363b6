/* requirement.c: the grammar of requirements. */
#include <config.h>

#include "requirement.h"

#include "text.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>

static const char requirement_blanks[] = " \t";

struct requirement_reader {
  struct arena *arena;
  const char *start, *at;
  struct syntax_error *error;
};

/* Sets the error, at AT; answers false. */
static bool
requirement_fail (struct requirement_reader *reader, const char *at,
                  const char *message)
{
  reader->error->position = (size_t) (at - reader->start);
  reader->error->message = message;
  errno = EINVAL;
  return false;
}

static void
requirement_skip (struct requirement_reader *reader)
{
  reader->at += strspn (reader->at, requirement_blanks);
}

/* How many bytes at TEXT are a name of a project or an extra: letters, digits
 * and "._-", of which the first is a letter or a digit, and the last one or
 * "_". */
static size_t
requirement_name_length (const char *text)
{
  static const char letters[]
    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (*text == '\0' || strchr (letters, *text) == NULL)
    return 0;
  size_t length = 0;
  while (text[length] != '\0'
         && (strchr (letters, text[length]) != NULL
             || strchr ("._-", text[length]) != NULL))
    length++;
  while (text[length - 1] == '.' || text[length - 1] == '-')
    length--;
  return length;
}

/* Takes a name, in both spellings.  ORIGINAL may be NULL. */
static bool
requirement_take_name (struct requirement_reader *reader, const char **original,
                       const char **canonical, const char *missing)
{
  requirement_skip (reader);
  size_t length = requirement_name_length (reader->at);
  if (length == 0)
    return requirement_fail (reader, reader->at, missing);
  *canonical = name_canonical (reader->arena, reader->at, length);
  if (original != NULL)
    *original = arena_copy_bytes (reader->arena, reader->at, length);
  reader->at += length;
  requirement_skip (reader);
  return *canonical != NULL && (original == NULL || *original != NULL);
}

/* "[a, b]", or nothing. */
static bool
requirement_take_extras (struct requirement_reader *reader,
                         struct requirement *requirement)
{
  if (*reader->at != '[')
    return true;
  reader->at++;
  requirement_skip (reader);
  for (bool more = *reader->at != ']'; more;)
    {
      const char *extra;
      if (!requirement_take_name (reader, NULL, &extra,
                                  "the name of an extra was expected")
          || string_vector_append (&requirement->extras, extra) < 0)
        return false;
      more = *reader->at == ',';
      reader->at += more;
    }
  if (*reader->at != ']')
    return requirement_fail (reader, reader->at,
                             "',' or ']' was expected after an extra");
  reader->at++;
  requirement_skip (reader);
  return true;
}

/* "@ URL", which a blank ends. */
static bool
requirement_take_url (struct requirement_reader *reader,
                      struct requirement *requirement)
{
  reader->at++;
  requirement_skip (reader);
  size_t length = strcspn (reader->at, requirement_blanks);
  if (length == 0)
    return requirement_fail (reader, reader->at, "an address is missing after"
                             " '@'");
  requirement->url = arena_copy_bytes (reader->arena, reader->at, length);
  requirement->range = "";
  requirement->specifiers = specifiers_parse (reader->arena, "");
  reader->at += length;
  requirement_skip (reader);
  return requirement->url != NULL && requirement->specifiers != NULL;
}

/* Whether TEXT, ranges with commas between them, has a comma without a range
 * before it.  One at the end is fine. */
static bool
requirement_has_gap (const char *text)
{
  bool due = true;
  for (; *text != '\0'; text++)
    if (*text == ',' && due)
      return true;
    else if (strchr (requirement_blanks, *text) == NULL)
      due = *text == ',';
  return false;
}

/* ">=1.0, <2", in parentheses or not, or nothing. */
static bool
requirement_take_range (struct requirement_reader *reader,
                        struct requirement *requirement)
{
  const char *start = reader->at;
  bool enclosed = *start == '(';
  const char *range = start + enclosed;
  range += strspn (range, requirement_blanks);
  size_t length = strcspn (range, ");");
  reader->at = range + length;
  if (enclosed && *reader->at != ')')
    return requirement_fail (reader, start, "a parenthesis is not closed");
  reader->at += enclosed;
  requirement_skip (reader);

  while (length > 0 && strchr (requirement_blanks, range[length - 1]) != NULL)
    length--;
  requirement->range = arena_copy_bytes (reader->arena, range, length);
  if (requirement->range == NULL)
    return false;
  requirement->specifiers
    = specifiers_parse (reader->arena, requirement->range);
  if (requirement->specifiers == NULL && errno != EINVAL)
    return false;
  if (requirement->specifiers == NULL
      || requirement_has_gap (requirement->range))
    return requirement_fail (reader, range, "this is not a range of versions, which"
                             " are like '>=1.0, <2'");
  return true;
}

/* Positions of errors in the marker are counted from the start of the whole. */
static bool
requirement_take_marker (struct requirement_reader *reader,
                         struct requirement *requirement)
{
  if (*reader->at == '\0')
    return true;
  if (*reader->at != ';')
    return requirement_fail (reader, reader->at,
                             "';' or the end was expected");

  const char *text = ++reader->at;
  requirement->marker = marker_parse (reader->arena, text, reader->error);
  reader->error->position += (size_t) (text - reader->start);
  return requirement->marker != NULL;
}

const struct requirement *
requirement_parse (struct arena *arena, const char *text,
                   struct syntax_error *error)
{
  struct requirement_reader reader = { arena, text, text, error };
  *error = (struct syntax_error) { 0, "out of memory" };
  struct requirement *requirement = arena_zeroed (arena, sizeof *requirement);
  if (requirement == NULL)
    return NULL;
  requirement->extras.arena = arena;

  if (!requirement_take_name (&reader, &requirement->name,
                              &requirement->canonical,
                              "the name of a project was expected")
      || !requirement_take_extras (&reader, requirement)
      || !(*reader.at == '@' ? requirement_take_url (&reader, requirement)
           : requirement_take_range (&reader, requirement))
      || !requirement_take_marker (&reader, requirement))
    return NULL;
  return requirement;
}

const char *
requirement_pin (const struct requirement *requirement)
{
  const struct specifiers *specifiers = requirement->specifiers;
  if (specifiers->count != 1 || specifiers->items[0].any_suffix)
    return NULL;
  switch (specifiers->items[0].operator)
    {
    case SPECIFIER_EQUAL:
    case SPECIFIER_ARBITRARY:
      return specifiers->items[0].text;
    default:
      return NULL;
    }
}
