/* pyvenv-child.h: programs that a plugin talks to.  Part of pyvenv-plugin.h, which
 * plugins include.
 */
#ifndef PYVENV_PLUGIN_CHILD_H
#define PYVENV_PLUGIN_CHILD_H

#include "pyvenv-context.h"
#include "pyvenv-environment.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A program that is written to and read from, line by line, while it runs.  Belongs to
 * the context that it was started with, and is used by that one's thread.  One that is
 * not ended when build_done has returned is killed then. */
typedef struct pyvenv_child pyvenv_child;

/* How to start it.  Fields are only ever added at the end, and one left out is zero; a
 * struct_size smaller than that of the first version is an error, and so are flags that
 * the core does not know. */
struct pyvenv_child_options {
  uint32_t struct_size;         /* sizeof (struct pyvenv_child_options) */
  uint32_t flags;               /* 0 */
  const char *const *argv;      /* argv[0] is an absolute path; ends with NULL; has to
                                 * last as long as the child, as all of these */
  const char *const *environment; /* "NAME=value": variables besides our own; ends with
                                   * NULL; may be NULL */
  const char *folder;           /* where it runs; NULL: where we do */
  pyvenv_line *on_line;         /* gets each line of its standard error, at most 8 KiB;
                                 * NULL: they become progress */
  void *data;                   /* for on_line */
  size_t line_limit;            /* of a line on its standard output, in bytes; 0: 16 MiB */
};

/* Starts it in a process group of its own, in check or in a hook.  PYTHONHOME,
 * PYTHONPATH and VIRTUAL_ENV are removed from its environment.  Where this process is
 * killed, so is the group.  NULL after pyvenv_fail. */
PYVENV_EXPORT pyvenv_child *
pyvenv_child_start (pyvenv_context *cx,
                    const struct pyvenv_child_options *options) PYVENV_CHECK;

/* Writes LENGTH bytes of DATA to its standard input; pyvenv.cfg is brought up to date
 * first.  Fails where the child does not take them within TIMEOUT_MS, less than 0 being
 * without limit, and as pyvenv_child_read does. */
PYVENV_EXPORT int pyvenv_child_write (pyvenv_child *child, const void *data,
                                      size_t length,
                                      int timeout_ms) PYVENV_CHECK;

/* pyvenv_child_read answers this where TIMEOUT_MS is 0 and there is no line yet. */
#define PYVENV_CHILD_SILENT 2

/* Reads the next line of its standard output: 1, with *LENGTH bytes at *LINE, without
 * the newline but with a NUL behind them, until the next call for this child; 0 where
 * there will be no further line; -1 after pyvenv_fail, where there was none within
 * TIMEOUT_MS (less than 0: without limit), it is longer than the limit, or the user
 * asked to stop. */
PYVENV_EXPORT int pyvenv_child_read (pyvenv_child *child, int timeout_ms,
                                     const char **line,
                                     size_t *length) PYVENV_CHECK;

/* Closes its standard input and waits for its end, TIMEOUT_MS at most; then its group is
 * asked to end and killed.  0 does that at once, and is no failure.  CHILD is gone in any
 * case.  Returns 0 if it exited with 0 and wrote nothing more; otherwise fails, and
 * *STATUS (may be NULL) is as in pyvenv_run. */
PYVENV_EXPORT int pyvenv_child_end (pyvenv_child *child, int timeout_ms,
                                    int *status) PYVENV_CHECK;

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_CHILD_H */
