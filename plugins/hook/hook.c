/* hook.c: the life of a hook, from check to build_done. */
#include <config.h>

#include "hook.h"

#include <stdlib.h>

/* How long it has to end, once it was told that there is nothing more. */
#define HOOK_END_MS 10000

#define HOOK_TIMEOUT_MAX 86400

int
hook_take_timeout (pyvenv_context *cx, const char *value, int *ret)
{
  long timeout = strtol (value, NULL, 10);
  if (timeout < 0 || timeout > HOOK_TIMEOUT_MAX)
    return pyvenv_fail (cx, 0, "timeout is 0 to %d seconds, not '%s'",
                        HOOK_TIMEOUT_MAX, value);
  *ret = (int) timeout;
  return 0;
}

int
hook_start (struct hook *hook, pyvenv_context *cx,
            const struct hook_program *program)
{
  hook->program = program;
  hook->cx = cx;
  hook->timeout_ms = program->timeout > 0 ? program->timeout * 1000 : -1;
  hook->variables[0] = pyvenv_format (cx, "VIRTUAL_ENV=%s", pyvenv_env_dir (cx));
  if (hook->variables[0] == NULL)
    return -1;
  const struct pyvenv_child_options options = {
    .struct_size = sizeof options,
    .argv = program->argv,
    .environment = hook->variables,
  };
  hook->child = pyvenv_child_start (cx, &options);
  if (hook->child == NULL)
    return -1;

  json_t *answer = NULL;
  if (hook_call (hook, hook_hello (hook), &answer) < 0)
    return -1;
  int result = hook_take_answer (hook, answer);
  json_decref (answer);
  if (result < 0)
    hook_kill (hook);
  return result;
}

/* Calls it WHEN for the phase, if it wants that; what it answers has no meaning yet. */
static int
hook_call_phase (struct hook *hook, int phase, unsigned bit, const char *when)
{
  if ((hook->wanted[phase] & bit) == 0)
    return 0;
  return hook_call (hook, json_pack ("{s:s, s:s}", "call", when, "phase",
                                     pyvenv_phase_name (phase)), NULL);
}

int
hook_phase (struct hook *hook, pyvenv_next *next)
{
  int phase = pyvenv_next_phase (next);
  if (phase <= 0 || phase >= HOOK_PHASES || hook->wanted[phase] == 0)
    return pyvenv_call_next (next);

  if (hook_call_phase (hook, phase, HOOK_BEFORE, "before") < 0)
    return -1;
  if ((hook->wanted[phase] & HOOK_INSTEAD) == 0)
    {
      if (pyvenv_call_next (next) < 0)
        return -1;
    }
  else
    {
      hook->next = next;
      int result = hook_call_phase (hook, phase, HOOK_INSTEAD, "instead");
      hook->next = NULL;
      if (result < 0)
        return -1;
    }
  return hook_call_phase (hook, phase, HOOK_AFTER, "after");
}

/* The last call.  The error that is recorded belongs to the run. */
static json_t *
hook_farewell (struct hook *hook, int failed_phase)
{
  pyvenv_context *cx = hook->cx;
  const char *error = pyvenv_last_error (cx);
  if (failed_phase == 0)
    return json_pack ("{s:s, s:s}", "call", "done", "outcome", "success");
  const char *phase = failed_phase > 0 ? pyvenv_phase_name (failed_phase) : NULL;
  json_t *call = json_pack ("{s:s, s:s, s:s?}", "call", "done", "outcome", "failure",
                            "phase", phase);
  if (call != NULL && error != NULL)
    json_object_set_new (call, "error", hook_error_object (cx));
  return call;
}

void
hook_done (struct hook *hook, int failed_phase)
{
  pyvenv_context *cx = hook->cx;
  if (hook->child == NULL)
    return;

  /* What goes wrong from here on is a warning: it changes nothing any more. */
  const char *error = pyvenv_last_error (cx);
  const char *kept = error != NULL ? pyvenv_format (cx, "%s", error) : NULL;
  int kind = pyvenv_error_kind (cx);
  json_t *call = hook->wants_done ? hook_farewell (hook, failed_phase) : NULL;
  if (hook->timeout_ms < 0 || hook->timeout_ms > HOOK_END_MS)
    hook->timeout_ms = HOOK_END_MS;
  pyvenv_clear_error (cx);
  if (call != NULL && hook_call (hook, call, NULL) < 0)
    hook_kill (hook);
  else
    {
      pyvenv_child *child = hook->child;
      hook->child = NULL;
      if (pyvenv_child_end (child, HOOK_END_MS, NULL) < 0
          && failed_phase != 0)
        pyvenv_clear_error (cx);
    }
  if (pyvenv_last_error (cx) != NULL)
    pyvenv_warn (cx, "%s: %s", hook->program->name, pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  if (kept != NULL)
    pyvenv_fail_as (cx, kind, 0, "%s", kept);
}
