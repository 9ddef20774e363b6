/* exec_plain.c: a script that is run before and after each phase.
 *
 *     SCRIPT before|after PHASE
 *
 * It runs in ENV_DIR and finds the environment described in PYVENV_* variables.  Any exit
 * status but 0 fails the phase: one that meant "not for me" would hide what shells and
 * interpreters say with it. */
#include <config.h>

#include "exec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define EXEC_ENV "/usr/bin/env"

/* One line "NAME=value" for env (1). */
static const char *
exec_plain_describe (pyvenv_context *cx, const char *name, const char *value)
{
  return pyvenv_format (cx, "PYVENV_%s=%s", name, value != NULL ? value : "");
}

/* The error speaks of argv[0]; what was run is the script. */
static int
exec_plain_blame (const struct exec *exec, pyvenv_context *cx, const char *when,
                  const char *phase)
{
  static const char prefix[] = "'" EXEC_ENV "' ";
  const char *error = pyvenv_last_error (cx);
  int kind = pyvenv_error_kind (cx);
  if (error == NULL || strncmp (error, prefix, sizeof prefix - 1) != 0)
    return -1;
  error = pyvenv_format (cx, "'%s %s %s' %s", exec->script, when, phase,
                         error + sizeof prefix - 1);
  if (error == NULL)
    return -1;
  pyvenv_clear_error (cx);
  return pyvenv_fail_as (cx, kind, 0, "%s", error);
}

/* The options that a script may have to heed, with blanks between. */
static const char *
exec_plain_options (pyvenv_context *cx)
{
  const unsigned heeded = PYVENV_SYSTEM_SITE | PYVENV_CLEAR | PYVENV_UPGRADE
    | PYVENV_WITHOUT_PIP | PYVENV_UPGRADE_DEPS | PYVENV_ALLOW_EXISTING | PYVENV_OFFLINE
    | PYVENV_VERBOSE;
  const char *words = "";
  for (const struct hook_option *option = hook_options;
       words != NULL && option->name != NULL; option++)
    if ((pyvenv_options (cx) & heeded & option->bit) != 0)
      words = pyvenv_format (cx, "%s%s%s", words, *words != '\0' ? " " : "",
                             option->name);
  return words;
}

int
exec_plain_run (const struct exec *exec, pyvenv_context *cx, const char *when,
                const char *phase)
{
  const char *const first[] = {
    EXEC_ENV,
    exec_plain_describe (cx, "ENV_DIR", pyvenv_env_dir (cx)),
    exec_plain_describe (cx, "ENV_NAME", pyvenv_env_name (cx)),
    exec_plain_describe (cx, "ENV_PYTHON", pyvenv_env_python (cx)),
    exec_plain_describe (cx, "BASE_PYTHON", pyvenv_base_python (cx)),
    exec_plain_describe (cx, "BIN_DIR", pyvenv_bin_dir (cx)),
    exec_plain_describe (cx, "SITE_DIR", pyvenv_site_dir (cx)),
    exec_plain_describe (cx, "ENV_PROMPT", pyvenv_prompt (cx)),
    exec_plain_describe (cx, "PYTHON_VERSION", pyvenv_python_fact (cx, "version")),
    exec_plain_describe (cx, "OPTIONS", exec_plain_options (cx)),
    exec->script, when, phase
  };
  const size_t count = sizeof first / sizeof first[0];
  const char **argv = calloc (count + exec->arguments.count + 1, sizeof *argv);
  if (argv == NULL)
    return pyvenv_fail (cx, errno, "cannot run '%s'", exec->script);
  memcpy (argv, first, sizeof first);
  if (exec->arguments.count > 0)
    memcpy (argv + count, exec->arguments.items,
            exec->arguments.count * sizeof *argv);

  int result = 0;
  for (size_t i = 0; i < count; i++)
    if (argv[i] == NULL)
      result = -1;
  if (result == 0 && pyvenv_run (cx, argv, NULL, NULL, NULL) < 0)
    result = exec_plain_blame (exec, cx, when, phase);
  free (argv);
  return result;
}
