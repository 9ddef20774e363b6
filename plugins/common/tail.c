/* tail.c: the last lines that a child process said. */
#include <config.h>

#include "tail.h"

#include <stdio.h>

int
tail_add (void *data, pyvenv_context *cx, int stream, const char *line)
{
  struct tail *tail = data;
  snprintf (tail->lines[tail->count % TAIL_LINES], TAIL_WIDTH, "%s", line);
  tail->count++;
  if (tail->always || (pyvenv_options (cx) & PYVENV_VERBOSE))
    pyvenv_progress (cx, stream, line);
  return 0;
}

int
tail_fail (struct tail *tail, const char *what)
{
  pyvenv_context *cx = tail->cx;
  int kind = pyvenv_error_kind (cx);
  if (kind == PYVENV_ERROR_INTERRUPTED)
    return -1;

  const char *error = pyvenv_last_error (cx);
  const char *text = pyvenv_format (cx, "%s: %s", what,
                                    error != NULL ? error : "it failed");
  unsigned first = tail->count > TAIL_LINES ? tail->count - TAIL_LINES : 0;
  for (unsigned i = first; text != NULL && i < tail->count; i++)
    text = pyvenv_format (cx, "%s\n  | %s", text, tail->lines[i % TAIL_LINES]);
  if (text == NULL)
    return -1;
  pyvenv_clear_error (cx);
  return pyvenv_fail_as (cx, kind, 0, "%s", text);
}
