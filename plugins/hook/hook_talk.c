/* hook_talk.c: one call of a hook, with the requests that it makes until it returns. */
#include <config.h>

#include "hook.h"

#include <stdlib.h>
#include <string.h>

/* How long a child that has closed its output has to end, so that we can say how. */
#define HOOK_DEATH_MS 1000

/* How much of what it should not have said is shown. */
#define HOOK_SHOWN 60

void
hook_kill (struct hook *hook)
{
  if (hook->child != NULL && pyvenv_child_end (hook->child, 0, NULL) < 0)
    pyvenv_warn (hook->cx, "%s: %s", hook->program->name,
                 pyvenv_last_error (hook->cx));
  hook->child = NULL;
}

/* Ends a hook that breaks the protocol; returns -1.  The beginning of LINE,
 * which may be NULL, is shown. */
static int
hook_broken (struct hook *hook, const char *what, const char *line)
{
  if (line == NULL)
    return pyvenv_fail (hook->cx, 0, "'%s' %s", hook->program->name, what);
  char shown[HOOK_SHOWN + 1];
  size_t length = 0;
  for (; length < HOOK_SHOWN && line[length] != '\0'; length++)
    shown[length] = line[length] >= ' ' && line[length] <= '~' ? line[length] : '?';
  shown[length] = '\0';
  return pyvenv_fail (hook->cx, 0, "'%s' %s: %s%s", hook->program->name, what, shown,
                      line[length] != '\0' ? "..." : "");
}

/* It is gone, or has closed its output; WHEN tells the moment. */
static int
hook_gone (struct hook *hook, const char *when)
{
  pyvenv_child *child = hook->child;
  hook->child = NULL;
  if (pyvenv_child_end (child, HOOK_DEATH_MS, NULL) == 0)
    return pyvenv_fail (hook->cx, 0, "'%s' ended %s", hook->program->name, when);
  return -1;
}

/* It does not take what is written: how it ended tells more, where it has. */
static int
hook_deaf (struct hook *hook)
{
  pyvenv_context *cx = hook->cx;
  int kind = pyvenv_error_kind (cx);
  const char *error = pyvenv_format (cx, "%s", pyvenv_last_error (cx));
  const char *line;
  size_t length;
  if (kind == PYVENV_ERROR_INTERRUPTED || error == NULL)
    return -1;
  pyvenv_clear_error (cx);
  if (pyvenv_child_read (hook->child, HOOK_DEATH_MS, &line, &length) == 0)
    return hook_gone (hook, "before it had read a call");
  pyvenv_clear_error (cx);
  return pyvenv_fail_as (cx, kind, 0, "%s", error);
}

static int
hook_send (struct hook *hook, json_t *message)
{
  char *text = message != NULL ? json_dumps (message, JSON_COMPACT) : NULL;
  json_decref (message);
  if (text == NULL)
    return pyvenv_last_error (hook->cx) != NULL ? -1
           : pyvenv_fail (hook->cx, 0, "cannot tell '%s': out of memory, or text that "
                          "is not UTF-8", hook->program->name);
  /* One write: a hook that reads too early would see half a line. */
  size_t length = strlen (text);
  text[length++] = '\n';
  int result = pyvenv_child_write (hook->child, text, length,
                                   hook->timeout_ms);
  free (text);
  return result == 0 ? 0 : hook_deaf (hook);
}

/* Reads its next message, a new reference; NULL after pyvenv_fail. */
static json_t *
hook_receive (struct hook *hook)
{
  const char *line;
  size_t length;
  int got = pyvenv_child_read (hook->child, hook->timeout_ms, &line, &length);
  if (got < 0)
    return NULL;
  if (got == 0)
    {
      (void) !hook_gone (hook, "before it had answered");
      return NULL;
    }
  json_error_t error;
  json_t *message = json_loadb (line, length,
                                JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  if (message == NULL)
    {
      (void) !hook_broken (hook, "wrote what is no JSON (text for people belongs on its "
                           "standard error)", line);
      return NULL;
    }
  if (json_is_object (message))
    return message;
  (void) !hook_broken (hook, "wrote JSON that is no object", line);
  json_decref (message);
  return NULL;
}

static hook_request *
hook_find_request (const char *name)
{
  const struct hook_request_row *const tables[] = { hook_changes, hook_programs,
                                                    hook_wheels };
  for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
    for (const struct hook_request_row *row = tables[i]; row->name != NULL; row++)
      if (strcmp (row->name, name) == 0)
        return row->run;
  return NULL;
}

/* Does what it asks for, and answers.  Where that fails, it is the hook's to go another
 * way, if it says that it may fail; an interruption is final. */
static int
hook_serve (struct hook *hook, const json_t *request)
{
  pyvenv_context *cx = hook->cx;
  json_t *result = NULL;
  bool may_fail = false;
  const char *name = json_string_value (json_object_get (request, "request"));
  hook_request *run = name != NULL ? hook_find_request (name) : NULL;

  int done = hook_field_flag (hook, request, "may_fail", &may_fail);
  if (done == 0 && run == NULL)
    done = pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "there is no request '%s'",
                           name != NULL ? name : "");
  else if (done == 0)
    done = run (hook, request, &result);

  if (done == 0)
    return hook_send (hook, json_pack ("{s:o}", "return", result != NULL ? result
                                       : json_object ()));
  if (pyvenv_error_kind (cx) == PYVENV_ERROR_INTERRUPTED)
    return -1;
  if (!may_fail && hook->unheeded == NULL)
    hook->unheeded = pyvenv_format (cx, "its request '%s' failed: %s",
                                    name != NULL ? name : "", pyvenv_last_error (cx));
  json_decref (result);
  return hook_send (hook, json_pack ("{s:o}", "error", hook_error_object (cx)));
}

/* Requests until it returns or fails: 0 or -1; or -2 where it breaks the protocol. */
static int
hook_converse (struct hook *hook, json_t **ret)
{
  for (;;)
    {
      json_t *message = hook_receive (hook);
      if (message == NULL)
        return -2;
      json_t *value = json_object_get (message, "return");
      const json_t *error = json_object_get (message, "error");
      int result = 1;
      if (json_is_string (json_object_get (message, "request")))
        result = hook_serve (hook, message) < 0 ? -2 : 1;
      else if (json_is_object (error))
        result = hook_error_take (hook, error);
      else if (json_is_object (value))
        {
          *ret = json_incref (value);
          result = 0;
        }
      else
        result = hook_broken (hook, "wrote an object with neither 'request', 'return' "
                              "nor 'error'", NULL) - 1;
      json_decref (message);
      if (result != 1)
        return result;
    }
}

/* It may only speak when it is asked. */
static int
hook_check_silence (struct hook *hook)
{
  const char *line;
  size_t length;
  if (hook->child == NULL)
    return pyvenv_fail (hook->cx, 0, "'%s' has ended", hook->program->name);
  int got = pyvenv_child_read (hook->child, 0, &line, &length);
  if (got == 0)
    return hook_gone (hook, "though it has asked for further calls");
  return got == PYVENV_CHILD_SILENT ? 0 : got < 0 ? -1
         : hook_broken (hook, "spoke when it was not asked", line);
}

int
hook_call (struct hook *hook, json_t *call, json_t **ret)
{
  json_t *value = NULL;
  int result = -2;
  hook->unheeded = NULL;
  if (call != NULL && hook_check_silence (hook) == 0)
    result = hook_send (hook, call) == 0 ? hook_converse (hook, &value) : -2;
  else
    json_decref (call);

  if (result == 0 && hook->unheeded != NULL)
    result = pyvenv_fail (hook->cx, 0, "'%s' returned although %s",
                          hook->program->name, hook->unheeded);
  if (result < -1)
    hook_kill (hook);
  if (result == 0 && ret != NULL)
    *ret = value;
  else
    json_decref (value);
  return result == 0 ? 0 : -1;
}
