/* answer.c: says of each line of its input what we make of it.
 *
 * A line is a list of fields with "|" between them, of which the first says what
 * is asked: "set VARIABLE VALUE", which answers nothing, "marker TEXT",
 * "version TEXT", "order VERSION VERSION", "range SPECIFIERS VERSION" and
 * "requirement TEXT". */
#include <config.h>

#include "cleanup.h"
#include "marker.h"
#include "requirement.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_FIELDS 4

/* In the order of enum marker_variable. */
static const char *const answer_names[MARKER_STRINGS] = {
  "python_version", "python_full_version", "os_name", "sys_platform",
  "platform_machine", "platform_release", "platform_system", "platform_version",
  "platform_python_implementation", "implementation_name",
  "implementation_version", "extra"
};

struct answer_state {
  struct arena arena;           /* of this question */
  struct arena kept;
  struct marker_environment environment;
};

static const char *
answer_set (struct answer_state *state, const char *name, const char *value)
{
  for (size_t i = 0; i < MARKER_STRINGS; i++)
    if (strcmp (answer_names[i], name) == 0)
      state->environment.strings[i] = arena_copy (&state->kept, value);
  return NULL;
}

static const char *
answer_marker (struct answer_state *state, const char *text)
{
  struct syntax_error error;
  const struct marker *marker = marker_parse (&state->arena, text, &error);
  if (marker == NULL)
    return "invalid";
  int result = marker_evaluate (marker, &state->environment, &state->arena,
                                &error);
  return result < 0 ? "undefined" : result > 0 ? "true" : "false";
}

static const char *
answer_version (struct answer_state *state, const char *text)
{
  const struct version *version = version_parse (&state->arena, text);
  return version != NULL ? version->normal : "invalid";
}

static const char *
answer_order (struct answer_state *state, const char *a, const char *b)
{
  const struct version *left = version_parse (&state->arena, a);
  const struct version *right = version_parse (&state->arena, b);
  if (left == NULL || right == NULL)
    return "invalid";
  int order = version_compare (left, right);
  return order < 0 ? "less" : order > 0 ? "greater" : "equal";
}

static const char *
answer_range (struct answer_state *state, const char *range, const char *text)
{
  const struct specifiers *specifiers = specifiers_parse (&state->arena, range);
  const struct version *version = version_parse (&state->arena, text);
  if (specifiers == NULL || version == NULL)
    return "invalid";
  return specifiers_match (specifiers, version, true) ? "true" : "false";
}

static int
answer_compare (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "NAME EXTRA... @ URL MARKER", the extras in order and once each. */
static const char *
answer_requirement (struct answer_state *state, const char *text)
{
  struct syntax_error error;
  const struct requirement *requirement
    = requirement_parse (&state->arena, text, &error);
  if (requirement == NULL)
    return "invalid";

  const char *answer = requirement->canonical;
  const struct string_vector *extras = &requirement->extras;
  if (extras->count > 0)
    qsort (extras->items, extras->count, sizeof *extras->items, answer_compare);
  for (size_t i = 0; i < extras->count; i++)
    if (i == 0 || strcmp (extras->items[i - 1], extras->items[i]) != 0)
      answer = arena_format (&state->arena, "%s %s", answer, extras->items[i]);
  if (requirement->url != NULL)
    answer = arena_format (&state->arena, "%s @ %s", answer, requirement->url);
  if (requirement->marker == NULL)
    return answer;
  int result = marker_evaluate (requirement->marker, &state->environment,
                                &state->arena, &error);
  return arena_format (&state->arena, "%s %s", answer,
                       result < 0 ? "undefined" : result > 0 ? "true" : "false");
}

static const char *
answer_line (struct answer_state *state, char *fields[ANSWER_FIELDS])
{
  if (strcmp (fields[0], "set") == 0)
    return answer_set (state, fields[1], fields[2]);
  if (strcmp (fields[0], "marker") == 0)
    return answer_marker (state, fields[1]);
  if (strcmp (fields[0], "version") == 0)
    return answer_version (state, fields[1]);
  if (strcmp (fields[0], "order") == 0)
    return answer_order (state, fields[1], fields[2]);
  if (strcmp (fields[0], "requirement") == 0)
    return answer_requirement (state, fields[1]);
  return answer_range (state, fields[1], fields[2]);
}

int
main (void)
{
  struct answer_state state = { .environment.strings[MARKER_EXTRA] = "" };
  CLEAN_FREE char *line = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline (&line, &room, stdin)) > 0;)
    {
      char nothing[] = "", *rest = line;
      char *fields[ANSWER_FIELDS] = { nothing, nothing, nothing, nothing };
      line[strcspn (line, "\n")] = '\0';
      for (size_t i = 0; i < ANSWER_FIELDS && rest != NULL; i++)
        fields[i] = strsep (&rest, "|");
      const char *answer = answer_line (&state, fields);
      if (answer != NULL)
        puts (answer);
      arena_release (&state.arena);
    }
  arena_release (&state.kept);
  return 0;
}
