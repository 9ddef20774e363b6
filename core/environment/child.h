/* child.h: the children of an environment. */
#ifndef PYVENV_ENVIRONMENT_CHILD_H
#define PYVENV_ENVIRONMENT_CHILD_H

#include "process.h"

#include <pyvenv-plugin.h>

/* Ends, without a word, those children that plugins have started and not ended: nothing
 * may change the environment any more. */
void child_end_all (pyvenv_context *cx);

/* In run.c: records how PROGRAM ended, other than well; COMPLAINT, "" for none, is what
 * it said last.  Returns -1. */
int run_failed (pyvenv_context *cx, const char *program,
                const struct process_end *end, const char *complaint);

#endif
