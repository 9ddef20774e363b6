/* tail.h: the last lines that a child process said, for when it fails. */
#ifndef PYVENV_TAIL_H
#define PYVENV_TAIL_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

#define TAIL_LINES 10
#define TAIL_WIDTH 400

struct tail {
  pyvenv_context *cx;
  bool always;                  /* lines are progress even if not --verbose */
  unsigned count;               /* of all lines that came */
  char lines[TAIL_LINES][TAIL_WIDTH];
};

/* A pyvenv_line whose DATA is a struct tail: keeps the line and passes it to
 * progress, always or with --verbose. */
int tail_add (void *data, pyvenv_context *cx, int stream, const char *line);

/* Puts "WHAT: " before the recorded error and the kept lines behind it; returns
 * -1.  An interruption stays as it is. */
int tail_fail (struct tail *tail, const char *what);

#endif
