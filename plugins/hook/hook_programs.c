/* hook_programs.c: requests that run something: the rest of the phase, or a program. */
#include <config.h>

#include "hook.h"

#include <stdlib.h>
#include <string.h>

/* The most that is kept of what a program says. */
#define HOOK_CAPTURE_LIMIT (1u << 20)

static int
hook_next (struct hook *hook, const json_t *request, json_t **ret)
{
  (void) request;
  (void) ret;
  return hook->next != NULL ? pyvenv_call_next (hook->next)
         : pyvenv_fail_as (hook->cx, PYVENV_ERROR_USAGE, 0, "'next' belongs to the call "
                           "'instead'");
}

struct hook_capture {
  json_t *lines;                /* NULL: they become progress */
  size_t size;
};

static int
hook_capture_line (void *data, pyvenv_context *cx, int stream, const char *line)
{
  struct hook_capture *capture = data;
  if (capture->lines == NULL || stream != PYVENV_PROGRESS_STDOUT)
    {
      pyvenv_progress (cx, stream, line);
      return 0;
    }
  capture->size += strlen (line) + 1;
  if (capture->size > HOOK_CAPTURE_LIMIT)
    return pyvenv_fail (cx, 0, "more than %u bytes are not kept", HOOK_CAPTURE_LIMIT);
  json_t *text = json_string (line);
  if (text == NULL)
    return pyvenv_fail (cx, 0, "a line is not UTF-8");
  return json_array_append_new (capture->lines, text);
}

/* Runs ARGV, in the environment's python or by itself; a status that is not 0 is an
 * answer where "check" is false. */
static int
hook_run_program (struct hook *hook, const json_t *request, const char **argv,
                  bool python, json_t **ret)
{
  pyvenv_context *cx = hook->cx;
  const char *folder = NULL;
  bool check = true, keep = false;
  if (hook_field_flag (hook, request, "check", &check) < 0
      || hook_field_flag (hook, request, "capture", &keep) < 0
      || hook_field_string (hook, request, "folder", false, &folder) < 0)
    return -1;
  if (!python && (argv[0] == NULL || *argv[0] != '/'))
    return hook_error_usage (hook, "argv", "does not begin with an absolute path");
  if (python && folder != NULL)
    return hook_error_usage (hook, "folder", "is for 'run' only");

  struct hook_capture capture = { .lines = keep ? json_array () : NULL };
  pyvenv_line *on_line = keep ? hook_capture_line : NULL;
  int status;
  int result = python ? pyvenv_run_python (cx, argv, on_line, &capture, &status)
    : folder != NULL ? pyvenv_run_in (cx, folder, argv, on_line, &capture, &status)
    : pyvenv_run (cx, argv, on_line, &capture, &status);
  if (result < 0 && !check && status > 0
      && pyvenv_error_kind (cx) != PYVENV_ERROR_INTERRUPTED)
    {
      pyvenv_clear_error (cx);
      result = 0;
    }
  if (result == 0)
    *ret = status > PYVENV_STATUS_SIGNAL
      ? json_pack ("{s:i}", "signal", status - PYVENV_STATUS_SIGNAL)
      : json_pack ("{s:i}", "status", status);
  if (keep && result == 0 && *ret != NULL)
    json_object_set (*ret, "lines", capture.lines);
  json_decref (capture.lines);
  return result;
}

static int
hook_run_request (struct hook *hook, const json_t *request, bool python, json_t **ret)
{
  const char **argv = NULL;
  if (hook_field_list (hook, request, "argv", true, &argv) < 0)
    return -1;
  int result = hook_run_program (hook, request, argv, python, ret);
  free (argv);
  return result;
}

static int
hook_run (struct hook *hook, const json_t *request, json_t **ret)
{
  return hook_run_request (hook, request, false, ret);
}

static int
hook_run_python (struct hook *hook, const json_t *request, json_t **ret)
{
  return hook_run_request (hook, request, true, ret);
}

const struct hook_request_row hook_programs[] = {
  { "next", hook_next },
  { "run", hook_run },
  { "run_python", hook_run_python },
  { NULL, NULL }
};
