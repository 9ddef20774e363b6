/* exec.c: runs a script before and after each phase, so that a hook needs no C.
 *
 *     SCRIPT before|after PHASE
 *
 * The script runs in ENV_DIR and finds the environment described in PYVENV_*
 * variables.  Any exit status but 0 fails the phase: one that meant "not for me"
 * would hide what shells and interpreters say with it. */
#include <config.h>

#include <pyvenv-plugin.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXEC_ENV "/usr/bin/env"

struct exec {
  const char *script;           /* absolute */
  const char **arguments;       /* for the script; malloc'd */
  size_t argument_count;
};

static const struct pyvenv_key exec_keys[] = {
  { .name = "script", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .help = "what to run before and after each phase" },
  { .name = "argument", .argument = "TEXT", .flags = PYVENV_KEY_REPEATABLE,
    .help = "a further argument for it; each counts" },
  { .name = NULL }
};

static int
exec_config (void *self, pyvenv_context *cx, const char *key, const char *value)
{
  struct exec *exec = self;
  if (strcmp (key, "script") == 0)
    {
      exec->script = value;
      return 0;
    }
  const char **longer = realloc (exec->arguments, (exec->argument_count + 1)
                                 * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot take '%s'", value);
  exec->arguments = longer;
  longer[exec->argument_count++] = value;
  return 0;
}

static void
exec_unload (void *self)
{
  free (((struct exec *) self)->arguments);
}

/* Only what counts in the end has to be there: a stronger source of settings may
 * have named another script. */
static int
exec_config_complete (void *self, pyvenv_context *cx)
{
  struct exec *exec = self;
  if (exec->script == NULL || *exec->script == '\0')
    return pyvenv_fail (cx, 0, "script=FILE is required");
  char *path = realpath (exec->script, NULL);
  struct stat st;
  if (path == NULL || stat (path, &st) < 0)
    {
      free (path);
      return pyvenv_fail (cx, errno, "cannot find the script '%s'",
                          exec->script);
    }
  if (!S_ISREG (st.st_mode) || access (path, X_OK) < 0)
    {
      free (path);
      return pyvenv_fail (cx, 0, "cannot run the script '%s': it is not an "
                          "executable file (chmod +x makes it one)", exec->script);
    }
  exec->script = pyvenv_format (cx, "%s", path);
  free (path);
  return exec->script != NULL ? 0 : -1;
}

/* One line "NAME=value" for env (1). */
static const char *
exec_describe (pyvenv_context *cx, const char *name, const char *value)
{
  return pyvenv_format (cx, "PYVENV_%s=%s", name, value != NULL ? value : "");
}

/* The error speaks of argv[0]; what was run is the script. */
static int
exec_blame (const struct exec *exec, pyvenv_context *cx, const char *when,
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
exec_options (pyvenv_context *cx)
{
  static const struct { unsigned bit; const char *name; } names[] = {
    { PYVENV_SYSTEM_SITE, "system-site-packages" },
    { PYVENV_CLEAR, "clear" },
    { PYVENV_UPGRADE, "upgrade" },
    { PYVENV_WITHOUT_PIP, "without-pip" },
    { PYVENV_UPGRADE_DEPS, "upgrade-deps" },
    { PYVENV_ALLOW_EXISTING, "allow-existing" },
    { PYVENV_OFFLINE, "offline" },
    { PYVENV_VERBOSE, "verbose" }
  };
  const char *words = "";
  for (size_t i = 0; words != NULL && i < sizeof names / sizeof names[0]; i++)
    if ((pyvenv_options (cx) & names[i].bit) != 0)
      words = pyvenv_format (cx, "%s%s%s", words, *words != '\0' ? " " : "",
                             names[i].name);
  return words;
}

static int
exec_run (const struct exec *exec, pyvenv_context *cx, const char *when,
          const char *phase)
{
  const char *const first[] = {
    EXEC_ENV,
    exec_describe (cx, "ENV_DIR", pyvenv_env_dir (cx)),
    exec_describe (cx, "ENV_NAME", pyvenv_env_name (cx)),
    exec_describe (cx, "ENV_PYTHON", pyvenv_env_python (cx)),
    exec_describe (cx, "BASE_PYTHON", pyvenv_base_python (cx)),
    exec_describe (cx, "BIN_DIR", pyvenv_bin_dir (cx)),
    exec_describe (cx, "SITE_DIR", pyvenv_site_dir (cx)),
    exec_describe (cx, "ENV_PROMPT", pyvenv_prompt (cx)),
    exec_describe (cx, "PYTHON_VERSION", pyvenv_python_fact (cx, "version")),
    exec_describe (cx, "OPTIONS", exec_options (cx)),
    exec->script, when, phase
  };
  const size_t count = sizeof first / sizeof first[0];
  const char **argv = calloc (count + exec->argument_count + 1, sizeof *argv);
  if (argv == NULL)
    return pyvenv_fail (cx, errno, "cannot run '%s'", exec->script);
  memcpy (argv, first, sizeof first);
  if (exec->argument_count > 0)
    memcpy (argv + count, exec->arguments,
            exec->argument_count * sizeof *argv);

  int result = 0;
  for (size_t i = 0; i < count; i++)
    if (argv[i] == NULL)
      result = -1;
  if (result == 0 && pyvenv_run (cx, argv, NULL, NULL, NULL) < 0)
    result = exec_blame (exec, cx, when, phase);
  free (argv);
  return result;
}

/* The hook of every phase. */
static int
exec_around (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const char *phase = pyvenv_phase_name (pyvenv_next_phase (next));
  if (exec_run (self, cx, "before", phase) < 0 || pyvenv_call_next (next) < 0)
    return -1;
  return exec_run (self, cx, "after", phase);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "exec",
  .version = PACKAGE_VERSION,
  .description = "Runs a script before and after each phase",
  .keys = exec_keys,
  .state_size = sizeof (struct exec),
  .unload = exec_unload,
  .config = exec_config,
  .config_complete = exec_config_complete,
  PYVENV_ALL_PHASES (exec_around),
};
