/* child.h: the children of an environment. */
#ifndef PYVENV_ENVIRONMENT_CHILD_H
#define PYVENV_ENVIRONMENT_CHILD_H

#include "process.h"

#include <pyvenv-plugin.h>

#include <stdbool.h>

/* Ends, without a word, those children that plugins have started and not ended: nothing
 * may change the environment any more. */
void child_end_all (pyvenv_context *cx);

/* What a child says: each line goes to ON_LINE.  Where that is NULL it becomes progress,
 * and the last one of its standard error is kept, for it tells more than an exit
 * status. */
struct child_watch {
  pyvenv_context *cx;
  pyvenv_line *on_line;         /* or NULL */
  void *data;
  char complaint[256];          /* "" at first */
};

/* on_line of struct process; DATA is a struct child_watch. */
int child_watch_line (void *data, int stream, const char *line);

/* cancelled of struct process; DATA is the context. */
bool child_is_cancelled (void *data);

/* Our variables without those that would change what a Python is, and with ADDED,
 * "NAME=value", which ends with NULL.  malloc'd in one piece; NULL: out of memory. */
char **child_environment (const char *const *added);

/* In run.c: records how PROGRAM ended, other than well; COMPLAINT, "" for none, is what
 * it said last.  Returns -1. */
int run_failed (pyvenv_context *cx, const char *program,
                const struct process_end *end, const char *complaint);

#endif
