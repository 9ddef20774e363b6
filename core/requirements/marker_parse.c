/* marker_parse.c: the grammar of environment markers. */
#include <config.h>

#include "marker.h"

#include "text.h"

#include <errno.h>
#include <string.h>

/* Parentheses within parentheses.  No locker writes more than a few, and each
 * level takes a part of the stack. */
#define MARKER_PARSE_DEPTH 100

struct marker_reader {
  struct arena *arena;
  const char *start, *at;
  unsigned depth;
  struct syntax_error *error;
};

/* One side of a comparison: a variable with its name, or a constant. */
struct marker_operand {
  bool is_variable;
  enum marker_variable variable;
  const char *text;
  size_t position;
};

/* The spellings with a dot are those of PEP 345. */
static const struct {
  const char *name;
  enum marker_variable variable;
} marker_parse_names[] = {
  { "python_version", MARKER_PYTHON_VERSION },
  { "python_full_version", MARKER_PYTHON_FULL_VERSION },
  { "os_name", MARKER_OS_NAME },
  { "os.name", MARKER_OS_NAME },
  { "sys_platform", MARKER_SYS_PLATFORM },
  { "sys.platform", MARKER_SYS_PLATFORM },
  { "platform_machine", MARKER_PLATFORM_MACHINE },
  { "platform.machine", MARKER_PLATFORM_MACHINE },
  { "platform_release", MARKER_PLATFORM_RELEASE },
  { "platform_system", MARKER_PLATFORM_SYSTEM },
  { "platform_version", MARKER_PLATFORM_VERSION },
  { "platform.version", MARKER_PLATFORM_VERSION },
  { "platform_python_implementation", MARKER_PLATFORM_PYTHON_IMPLEMENTATION },
  { "platform.python_implementation", MARKER_PLATFORM_PYTHON_IMPLEMENTATION },
  { "python_implementation", MARKER_PLATFORM_PYTHON_IMPLEMENTATION },
  { "implementation_name", MARKER_IMPLEMENTATION_NAME },
  { "implementation_version", MARKER_IMPLEMENTATION_VERSION },
  { "extra", MARKER_EXTRA },
  { "extras", MARKER_EXTRAS },
  { "dependency_groups", MARKER_DEPENDENCY_GROUPS },
};

#define MARKER_PARSE_NAMES \
  (sizeof marker_parse_names / sizeof marker_parse_names[0])

static struct marker *marker_parse_any (struct marker_reader *reader);

/* Sets the error, at AT; answers NULL for all who return pointers. */
static void *
marker_parse_fail (struct marker_reader *reader, const char *at,
                   const char *message)
{
  reader->error->position = (size_t) (at - reader->start);
  reader->error->message = message;
  errno = EINVAL;
  return NULL;
}

static void
marker_parse_skip (struct marker_reader *reader)
{
  reader->at += strspn (reader->at, " \t");
}

/* A byte that can stand in a word, so that none ends before it.  Those of
 * letters beyond ASCII count too. */
static bool
marker_parse_in_word (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
    || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char) c >= 0x80;
}

/* Takes WORD if it comes next, whole. */
static bool
marker_parse_word (struct marker_reader *reader, const char *word)
{
  size_t length = strlen (word);
  if (strncmp (reader->at, word, length) != 0
      || marker_parse_in_word (reader->at[length]))
    return false;
  reader->at += length;
  return true;
}

/* Takes what stands in quotes.  There are no escapes: the specification has
 * none, and those who write Python's would get another meaning elsewhere. */
static bool
marker_parse_constant (struct marker_reader *reader,
                       struct marker_operand *operand)
{
  char quote = *reader->at;
  const char *start = reader->at + 1;
  const char *end = strchr (start, quote);
  if (end == NULL)
    {
      marker_parse_fail (reader, reader->at, "a quoted string does not end");
      return false;
    }

  size_t length = (size_t) (end - start);
  operand->text = arena_copy_bytes (reader->arena, start, length);
  if (operand->text == NULL)
    return false;
  if (string_has_control (operand->text) || strchr (operand->text, '\\') != NULL)
    {
      marker_parse_fail (reader, reader->at, "a quoted string has a backslash or"
                         " a control character in it");
      return false;
    }
  reader->at = end + 1;
  return true;
}

static bool
marker_parse_variable (struct marker_reader *reader,
                       struct marker_operand *operand)
{
  size_t length = 0;
  while (marker_parse_in_word (reader->at[length]) || reader->at[length] == '.')
    length++;
  for (size_t i = 0; i < MARKER_PARSE_NAMES; i++)
    if (strlen (marker_parse_names[i].name) == length
        && strncmp (marker_parse_names[i].name, reader->at, length) == 0)
      {
        operand->is_variable = true;
        operand->variable = marker_parse_names[i].variable;
        operand->text = marker_parse_names[i].name;
        reader->at += length;
        return true;
      }
  marker_parse_fail (reader, reader->at, length > 0
                     ? "markers have no such variable"
                     : "a variable or a quoted string is missing");
  return false;
}

static bool
marker_parse_operand (struct marker_reader *reader,
                      struct marker_operand *operand)
{
  marker_parse_skip (reader);
  operand->position = (size_t) (reader->at - reader->start);
  return *reader->at == '"' || *reader->at == '\''
    ? marker_parse_constant (reader, operand)
    : marker_parse_variable (reader, operand);
}

static const char *
marker_parse_operator (struct marker_reader *reader)
{
  /* Longer ones before those they begin with. */
  static const char *const signs[] = {
    "===", "==", "~=", "!=", "<=", ">=", "<", ">", NULL
  };
  marker_parse_skip (reader);
  for (size_t i = 0; signs[i] != NULL; i++)
    if (string_starts_with (reader->at, signs[i]))
      {
        reader->at += strlen (signs[i]);
        return signs[i];
      }

  const char *start = reader->at;
  if (marker_parse_word (reader, "in"))
    return "in";
  if (marker_parse_word (reader, "not"))
    {
      marker_parse_skip (reader);
      if (marker_parse_word (reader, "in"))
        return "not in";
    }
  return marker_parse_fail (reader, start, "an operator is missing: one of"
                            " <=, <, !=, ==, >=, >, ~=, ===, in, not in");
}

/* Says what is wrong with what was read, or NULL. */
static const char *
marker_parse_objection (const struct marker_operand *left, const char *operator,
                        const struct marker_operand *right)
{
  if (!left->is_variable && !right->is_variable)
    return "two quoted strings are compared, and no variable";
  if (left->is_variable && right->is_variable)
    return "two variables are compared, and no quoted string";
  bool left_set = left->is_variable && left->variable >= MARKER_STRINGS;
  bool right_set = right->is_variable && right->variable >= MARKER_STRINGS;
  if (left_set || (right_set && !string_ends_with (operator, "in")))
    return "a set can only be asked what is in it: 'NAME' in extras";
  return NULL;
}

static struct marker *
marker_parse_comparison (struct marker_reader *reader)
{
  struct marker_operand left = { 0 }, right = { 0 };
  struct marker *marker = arena_zeroed (reader->arena, sizeof *marker);
  if (marker == NULL || !marker_parse_operand (reader, &left))
    return NULL;
  marker->operator = marker_parse_operator (reader);
  if (marker->operator == NULL || !marker_parse_operand (reader, &right))
    return NULL;

  const char *objection
    = marker_parse_objection (&left, marker->operator, &right);
  if (objection != NULL)
    return marker_parse_fail (reader, reader->start + left.position, objection);

  const struct marker_operand *variable = left.is_variable ? &left : &right;
  marker->kind = MARKER_COMPARISON;
  marker->variable = variable->variable;
  marker->variable_name = variable->text;
  marker->constant = left.is_variable ? right.text : left.text;
  marker->constant_first = right.is_variable;
  marker->position = left.position;
  return marker;
}

/* A comparison, or a marker in parentheses. */
static struct marker *
marker_parse_term (struct marker_reader *reader)
{
  marker_parse_skip (reader);
  if (*reader->at != '(')
    return marker_parse_comparison (reader);

  const char *opening = reader->at++;
  if (++reader->depth > MARKER_PARSE_DEPTH)
    return marker_parse_fail (reader, opening, "too many nested parentheses");
  struct marker *marker = marker_parse_any (reader);
  if (marker == NULL)
    return NULL;
  reader->depth--;
  marker_parse_skip (reader);
  if (*reader->at != ')')
    return marker_parse_fail (reader, opening, "a parenthesis is not closed");
  reader->at++;
  return marker;
}

/* The terms that PARSE reads, with WORD between them, as one of KIND. */
static struct marker *
marker_parse_terms (struct marker_reader *reader, enum marker_kind kind,
                    const char *word,
                    struct marker *(*parse) (struct marker_reader *))
{
  struct marker *result = arena_zeroed (reader->arena, sizeof *result);
  if (result == NULL)
    return NULL;
  result->kind = kind;

  const struct marker **end = &result->first;
  do
    {
      struct marker *term = parse (reader);
      if (term == NULL)
        return NULL;
      *end = term;
      end = &term->next;
      marker_parse_skip (reader);
    }
  while (marker_parse_word (reader, word));
  return result;
}

static struct marker *
marker_parse_all (struct marker_reader *reader)
{
  return marker_parse_terms (reader, MARKER_ALL, "and", marker_parse_term);
}

static struct marker *
marker_parse_any (struct marker_reader *reader)
{
  return marker_parse_terms (reader, MARKER_ANY, "or", marker_parse_all);
}

const struct marker *
marker_parse (struct arena *arena, const char *text, struct syntax_error *error)
{
  struct marker_reader reader = {
    .arena = arena, .start = text, .at = text, .error = error
  };
  *error = (struct syntax_error) { 0, "out of memory" };
  const struct marker *marker = marker_parse_any (&reader);
  if (marker != NULL && *reader.at != '\0')
    return marker_parse_fail (&reader, reader.at,
                              "'and', 'or' or the end was expected");
  return marker;
}
