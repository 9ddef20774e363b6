/* run.c: children of an environment. */
#include <config.h>

#include "child.h"
#include "cleanup.h"
#include "context.h"
#include "process.h"
#include "text.h"
#include "tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int
run_failed (pyvenv_context *cx, const char *program,
            const struct process_end *end, const char *complaint)
{
  const char *colon = *complaint != '\0' ? ": " : "";
  if (end->cancelled)
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
  if (end->stopped)
    return pyvenv_fail (cx, 0, "'%s' was stopped because of its output", program);
  if (end->status < 0 && end->error == ECHILD)
    return pyvenv_fail (cx, 0, "how '%s' ended is not known, since SIGCHLD is "
                        "ignored; run pyvenv with its default action", program);
  if (end->status < 0)
    return pyvenv_fail (cx, end->error, "cannot run '%s'", program);
  int signal = end->status - PYVENV_STATUS_SIGNAL;
  if (signal > 0)
    return pyvenv_fail (cx, 0, "'%s' was ended by signal %d (%s)%s%s", program,
                        signal, strsignal (signal), colon, complaint);
  return pyvenv_fail (cx, 0, "'%s' exited with status %d%s%s", program,
                      end->status, colon, complaint);
}

static int
run_in_directory (pyvenv_context *cx, const char *directory,
                  const char *const argv[], pyvenv_line *on_line, void *data,
                  int *status)
{
  const char *set[] = { pyvenv_format (cx, "VIRTUAL_ENV=%s", cx->env_dir),
                        NULL };
  if (status != NULL)
    *status = -1;
  /* The child reads pyvenv.cfg. */
  if (set[0] == NULL || context_check_over (cx) < 0 || context_flush_cfg (cx) < 0
      || tree_begin_child (&cx->tree) < 0)
    return -1;
  CLEAN_FREE char **environment = child_environment (set);
  if (environment == NULL)
    return context_no_memory (cx);

  struct child_watch watch = { .cx = cx, .on_line = on_line, .data = data };
  struct process process = {
    .argv = argv,
    .environment = environment,
    .directory = directory,
    .on_line = child_watch_line,
    .data = &watch,
    .cancelled = child_is_cancelled,
    .cancelled_data = cx,
  };
  struct process_end end;
  process_run (&process, &end);
  if (status != NULL)
    *status = end.status;
  if (context_reload_cfg (cx) < 0)
    return -1;
  return end.status == 0 && !end.cancelled && !end.stopped ? 0
         : run_failed (cx, argv[0], &end, watch.complaint);
}

int
pyvenv_run (pyvenv_context *cx, const char *const argv[],
            pyvenv_line *on_line, void *data, int *status)
{
  return run_in_directory (cx, cx->env_dir, argv, on_line, data, status);
}

int
pyvenv_run_in (pyvenv_context *cx, const char *relpath,
               const char *const argv[], pyvenv_line *on_line, void *data,
               int *status)
{
  if (status != NULL)
    *status = -1;
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  const char *directory = pyvenv_format (cx, "%s/%s", cx->env_dir, relpath);
  return directory != NULL ? run_in_directory (cx, directory, argv, on_line,
                                               data, status) : -1;
}

int
pyvenv_run_python (pyvenv_context *cx, const char *const argv[],
                   pyvenv_line *on_line, void *data, int *status)
{
  size_t count = 0;
  while (argv[count] != NULL)
    count++;
  CLEAN_FREE const char **full = calloc (count + 3, sizeof *full);
  if (full == NULL)
    return context_no_memory (cx);
  full[0] = cx->env_python;
  full[1] = "-I";
  memcpy (full + 2, argv, count * sizeof *argv);
  return pyvenv_run (cx, full, on_line, data, status);
}
