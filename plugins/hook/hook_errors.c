/* hook_errors.c: errors as objects: {"kind": KIND, "message": TEXT, "hint": TEXT}. */
#include <config.h>

#include "hook.h"

#include <string.h>

static const struct { const char *name; int kind; } kinds[] = {
  { "plugin", PYVENV_ERROR_PLUGIN },
  { "usage", PYVENV_ERROR_USAGE },
  { "interpreter", PYVENV_ERROR_INTERPRETER },
  { "target", PYVENV_ERROR_TARGET },
  { "network", PYVENV_ERROR_NETWORK },
  { "archive", PYVENV_ERROR_ARCHIVE },
  { "locked", PYVENV_ERROR_LOCKED },
  { "interrupted", PYVENV_ERROR_INTERRUPTED },
  { "other", PYVENV_ERROR_OTHER }
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

json_t *
hook_error_object (pyvenv_context *cx)
{
  const char *error = pyvenv_last_error (cx);
  const char *kind = "other";
  for (size_t i = 0; i < KIND_COUNT; i++)
    if (kinds[i].kind == pyvenv_error_kind (cx))
      kind = kinds[i].name;
  json_t *object = json_pack ("{s:s, s:s}", "kind", kind, "message",
                              error != NULL ? error : "it failed");
  /* Paths are bytes, and JSON is UTF-8. */
  if (object == NULL)
    object = json_pack ("{s:s, s:s}", "kind", kind, "message",
                        "it failed, with a message that is not UTF-8");
  pyvenv_clear_error (cx);
  return object;
}

int
hook_error_take (struct hook *hook, const json_t *error)
{
  const char *message = json_string_value (json_object_get (error, "message"));
  const char *hint = json_string_value (json_object_get (error, "hint"));
  const char *name = json_string_value (json_object_get (error, "kind"));
  int kind = PYVENV_ERROR_PLUGIN;
  for (size_t i = 0; name != NULL && i < KIND_COUNT; i++)
    if (strcmp (kinds[i].name, name) == 0)
      kind = kinds[i].kind;
  if (message == NULL || *message == '\0')
    return pyvenv_fail_as (hook->cx, kind, 0, "'%s' failed and did not say why",
                           hook->program->name);
  return hint == NULL ? pyvenv_fail_as (hook->cx, kind, 0, "%s", message)
         : pyvenv_fail_as (hook->cx, kind, 0, "%s\n  %s", message, hint);
}

int
hook_error_usage (struct hook *hook, const char *name, const char *what)
{
  return pyvenv_fail_as (hook->cx, PYVENV_ERROR_USAGE, 0, "'%s' %s", name, what);
}
