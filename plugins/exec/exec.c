/* exec.c: runs a script before and after each phase, so that a hook needs no C.
 *
 *     SCRIPT before|after PHASE
 *
 * The script runs in ENV_DIR and finds the environment described in PYVENV_*
 * variables.  It may answer 2, "not for me"; any other status but 0 fails the
 * phase. */
#include <pyvenv-plugin.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_NOT_PROVIDED 2

struct exec {
  const char *script;           /* absolute */
};

static const struct pyvenv_key keys[] = {
  { "script", "FILE", "what to run before and after each phase" },
  { NULL, NULL, NULL }
};

static int
config (void *self, pyvenv_context *cx, const char *key, const char *value)
{
  struct exec *exec = self;
  (void) key;
  char *path = realpath (value, NULL);
  if (path == NULL)
    return pyvenv_fail (cx, errno, "cannot find the script '%s'", value);
  if (access (path, X_OK) < 0)
    {
      free (path);
      return pyvenv_fail (cx, errno, "cannot run the script '%s' (chmod +x "
                          "makes it a program)", value);
    }
  exec->script = pyvenv_format (cx, "%s", path);
  free (path);
  return exec->script != NULL ? 0 : -1;
}

static int
config_complete (void *self, pyvenv_context *cx)
{
  const struct exec *exec = self;
  return exec->script != NULL ? 0
         : pyvenv_fail (cx, 0, "script=FILE is required");
}

/* One line "NAME=value" for env (1). */
static const char *
describe (pyvenv_context *cx, const char *name, const char *value)
{
  return pyvenv_format (cx, "PYVENV_%s=%s", name, value != NULL ? value : "");
}

/* What the script says on the way to "not for me" is nobody's business only if
 * it says nothing; it is shown as any child's output. */
static int
run (const struct exec *exec, pyvenv_context *cx, const char *when,
     const char *phase)
{
  int status;
  const char *argv[] = {
    "/usr/bin/env",
    describe (cx, "ENV_DIR", pyvenv_env_dir (cx)),
    describe (cx, "ENV_NAME", pyvenv_env_name (cx)),
    describe (cx, "ENV_PYTHON", pyvenv_env_python (cx)),
    describe (cx, "BASE_PYTHON", pyvenv_base_python (cx)),
    describe (cx, "BIN_DIR", pyvenv_bin_dir (cx)),
    describe (cx, "SITE_DIR", pyvenv_site_dir (cx)),
    describe (cx, "ENV_PROMPT", pyvenv_prompt (cx)),
    describe (cx, "PYTHON_VERSION", pyvenv_python_fact (cx, "version")),
    exec->script, when, phase, NULL
  };
  for (size_t i = 0; i < sizeof argv / sizeof argv[0] - 1; i++)
    if (argv[i] == NULL)
      return -1;

  if (pyvenv_run (cx, argv, NULL, NULL, &status) == 0)
    return 0;
  if (status != EXIT_NOT_PROVIDED)
    return -1;
  pyvenv_clear_error (cx);
  return 0;
}

static int
around (const struct exec *exec, pyvenv_context *cx, pyvenv_next *next,
        const char *phase)
{
  if (run (exec, cx, "before", phase) < 0 || pyvenv_call_next (next) < 0)
    return -1;
  return run (exec, cx, "after", phase);
}

static int
ensure_directories (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  return around (self, cx, next, "ensure_directories");
}

static int
create_configuration (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  return around (self, cx, next, "create_configuration");
}

static int
setup_python (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  return around (self, cx, next, "setup_python");
}

static int
setup_scripts (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  return around (self, cx, next, "setup_scripts");
}

static int
post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  return around (self, cx, next, "post_setup");
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "exec",
  .version = "0.1.0",
  .description = "Runs a script before and after each phase",
  .keys = keys,
  .state_size = sizeof (struct exec),
  .config = config,
  .config_complete = config_complete,
  .ensure_directories = ensure_directories,
  .create_configuration = create_configuration,
  .setup_python = setup_python,
  .setup_scripts = setup_scripts,
  .post_setup = post_setup,
};
