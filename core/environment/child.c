/* child.c: programs that plugins talk to. */
#include <config.h>

#include "child.h"

#include "cleanup.h"
#include "context.h"
#include "coprocess.h"
#include "tree.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define CHILD_LINE_LIMIT ((size_t) 16 << 20)

/* The struct of the first version. */
#define CHILD_OPTIONS_SIZE \
  (offsetof (struct pyvenv_child_options, line_limit) + sizeof (size_t))

struct pyvenv_child {
  pyvenv_context *cx;
  const char *program;
  char **environment;           /* malloc'd */
  struct child_watch watch;
  struct process process;
  struct coprocess coprocess;
  struct pyvenv_child *next;    /* of the same context */
};

int
child_watch_line (void *data, int stream, const char *line)
{
  struct child_watch *watch = data;
  if (watch->on_line != NULL)
    return watch->on_line (watch->data, watch->cx, stream, line);
  if (stream == PYVENV_PROGRESS_STDERR && line[strspn (line, " \t")] != '\0')
    snprintf (watch->complaint, sizeof watch->complaint, "%s", line);
  pyvenv_progress (watch->cx, stream, line);
  return 0;
}

char **
child_environment (const char *const *added)
{
  static const char *const dropped[]
    = { "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", NULL };
  return process_environment (dropped, added);
}

bool
child_is_cancelled (void *data)
{
  pyvenv_context *cx = data;
  tree_watch_child (&cx->tree);
  /* At the end all are told how it ended, however long that may take them. */
  return !cx->is_over && pyvenv_cancelled (cx) != 0;
}

/* Whether there are files that the child could look at or change. */
static bool
child_sees_files (const pyvenv_context *cx)
{
  return !cx->is_over && cx->tree.fd >= 0;
}

static int
child_failed (pyvenv_child *child, enum coprocess_event event)
{
  pyvenv_context *cx = child->cx;
  switch (event)
    {
    case COPROCESS_CANCELLED:
      return pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
    case COPROCESS_STOPPED:
      return pyvenv_fail (cx, 0, "'%s' was stopped because of its output",
                          child->program);
    case COPROCESS_TIMEOUT:
      return pyvenv_fail (cx, 0, "'%s' has not answered in time", child->program);
    case COPROCESS_TOO_LONG:
      return pyvenv_fail (cx, 0, "'%s' wrote a line of more than %zu bytes",
                          child->program, child->coprocess.output.limit);
    case COPROCESS_END:
      return pyvenv_fail (cx, 0, "'%s' does not read any more", child->program);
    default:
      return pyvenv_fail (cx, errno, "cannot talk to '%s'", child->program);
    }
}

/* What it is started with; NULL after pyvenv_fail. */
static pyvenv_child *
child_make (pyvenv_context *cx, const struct pyvenv_child_options *options)
{
  pyvenv_child *child = context_memory (cx, sizeof *child);
  if (child == NULL)
    return NULL;
  child->cx = cx;
  child->program = options->argv[0];
  child->watch = (struct child_watch) { .cx = cx, .on_line = options->on_line,
                                        .data = options->data };
  child->environment = child_environment (options->environment);
  if (child->environment == NULL)
    {
      context_no_memory (cx);
      return NULL;
    }
  child->process = (struct process) {
    .argv = options->argv,
    .environment = child->environment,
    .directory = options->folder,
    .on_line = child_watch_line,
    .data = &child->watch,
    .cancelled = child_is_cancelled,
    .cancelled_data = cx,
  };
  return child;
}

pyvenv_child *
pyvenv_child_start (pyvenv_context *cx, const struct pyvenv_child_options *options)
{
  if (options->struct_size < CHILD_OPTIONS_SIZE || options->flags != 0)
    {
      pyvenv_fail (cx, EINVAL, "cannot start a child");
      return NULL;
    }
  pyvenv_child *child = context_check_over (cx) < 0 ? NULL
    : child_make (cx, options);
  if (child == NULL)
    return NULL;
  int error = coprocess_start (&child->coprocess, &child->process,
                               options->line_limit > 0 ? options->line_limit
                               : CHILD_LINE_LIMIT);
  if (error != 0)
    {
      cleanup_free (&child->environment);
      pyvenv_fail (cx, error, "cannot run '%s'", child->program);
      return NULL;
    }
  child->next = cx->children;
  cx->children = child;
  return child;
}

int
pyvenv_child_write (pyvenv_child *child, const void *data, size_t length,
                    int timeout_ms)
{
  pyvenv_context *cx = child->cx;
  /* The child reads pyvenv.cfg, and may make files. */
  if (child_sees_files (cx)
      && (context_flush_cfg (cx) < 0 || tree_begin_child (&cx->tree) < 0))
    return -1;
  enum coprocess_event event = coprocess_write (&child->coprocess, data, length,
                                                timeout_ms);
  return event == COPROCESS_READY ? 0 : child_failed (child, event);
}

int
pyvenv_child_read (pyvenv_child *child, int timeout_ms, const char **line,
                   size_t *length)
{
  char *bytes;
  enum coprocess_event event = coprocess_read (&child->coprocess, timeout_ms, &bytes,
                                               length);
  if (child_sees_files (child->cx) && context_reload_cfg (child->cx) < 0)
    return -1;
  if (event == COPROCESS_END)
    return 0;
  if (event == COPROCESS_TIMEOUT && timeout_ms == 0)
    return PYVENV_CHILD_SILENT;
  if (event != COPROCESS_READY)
    return child_failed (child, event);
  *line = bytes;
  return 1;
}

static void
child_unlink (pyvenv_child *child)
{
  pyvenv_child **place = &child->cx->children;
  while (*place != NULL && *place != child)
    place = &(*place)->next;
  if (*place != NULL)
    *place = child->next;
}

int
pyvenv_child_end (pyvenv_child *child, int timeout_ms, int *status)
{
  pyvenv_context *cx = child->cx;
  struct process_end end;
  bool unread;
  coprocess_finish (&child->coprocess, timeout_ms, &end, &unread);
  cleanup_free (&child->environment);
  child_unlink (child);
  if (status != NULL)
    *status = end.status;
  if (end.timed_out)
    return pyvenv_fail (cx, 0, "'%s' did not end in time and was killed",
                        child->program);
  if (unread)
    return pyvenv_fail (cx, 0, "'%s' went on writing after its end was asked for",
                        child->program);
  if (end.cancelled || end.stopped)
    return timeout_ms == 0 ? 0 : child_failed (child, end.cancelled
                                               ? COPROCESS_CANCELLED
                                               : COPROCESS_STOPPED);
  return end.status == 0 ? 0 : run_failed (cx, child->program, &end,
                                            child->watch.complaint);
}

void
child_end_all (pyvenv_context *cx)
{
  while (cx->children != NULL)
    {
      pyvenv_child *child = cx->children;
      struct process_end end;
      bool unread;
      coprocess_finish (&child->coprocess, 0, &end, &unread);
      cleanup_free (&child->environment);
      cx->children = child->next;
    }
}
