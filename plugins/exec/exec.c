/* exec.c: runs a script as a hook, so that a hook needs no C: before and after each
 * phase, or once for all of them, which then are asked for by lines of JSON. */
#include <config.h>

#include "exec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct pyvenv_key exec_keys[] = {
  { .name = "script", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .help = "what to run before and after each phase" },
  { .name = "argument", .argument = "TEXT", .flags = PYVENV_KEY_REPEATABLE,
    .help = "a further argument for it; each counts" },
  { .name = "protocol", .argument = "plain|json", .type = PYVENV_KEY_CHOICE,
    .choices = "plain json",
    .help = "json: it runs once and is asked, see pyvenv-hooks(7)" },
  { .name = "key", .argument = "NAME=VALUE", .flags = PYVENV_KEY_REPEATABLE,
    .help = "json: a setting for it; each counts" },
  { .name = "timeout", .argument = "SECONDS", .type = PYVENV_KEY_INT,
    .help = "json: how long each of its answers may take" },
  { .name = NULL }
};

static int
exec_append (struct exec_list *list, pyvenv_context *cx, const char *value)
{
  const char **longer = realloc (list->items, (list->count + 2) * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot take '%s'", value);
  list->items = longer;
  longer[list->count++] = value;
  longer[list->count] = NULL;
  return 0;
}

static int
exec_config (void *self, pyvenv_context *cx, const char *key, const char *value)
{
  struct exec *exec = self;
  if (strcmp (key, "argument") == 0)
    return exec_append (&exec->arguments, cx, value);
  if (strcmp (key, "key") == 0)
    return strchr (value, '=') > value ? exec_append (&exec->keys, cx, value)
           : pyvenv_fail (cx, 0, "key=NAME=VALUE is what it takes, not '%s'", value);
  if (strcmp (key, "script") == 0)
    exec->script = value;
  else if (strcmp (key, "protocol") == 0)
    exec->json = strcmp (value, "json") == 0;
  else
    return hook_take_timeout (cx, value, &exec->timeout);
  return 0;
}

static void
exec_unload (void *self)
{
  struct exec *exec = self;
  free (exec->arguments.items);
  free (exec->keys.items);
  free (exec->argv);
}

/* Only what counts in the end has to be there: a stronger source of settings may
 * have named another script. */
static int
exec_find_script (struct exec *exec, pyvenv_context *cx)
{
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

static int
exec_config_complete (void *self, pyvenv_context *cx)
{
  struct exec *exec = self;
  if (exec_find_script (exec, cx) < 0)
    return -1;
  if (!exec->json && (exec->timeout > 0 || exec->keys.count > 0))
    return pyvenv_fail (cx, 0, "key and timeout need protocol=json");
  exec->argv = calloc (exec->arguments.count + 2, sizeof *exec->argv);
  if (exec->argv == NULL)
    return pyvenv_fail (cx, errno, "cannot run '%s'", exec->script);
  exec->argv[0] = exec->script;
  if (exec->arguments.count > 0)
    memcpy (exec->argv + 1, exec->arguments.items,
            exec->arguments.count * sizeof *exec->argv);
  exec->program = (struct hook_program) {
    .name = exec->script,
    .argv = exec->argv,
    .keys = exec->keys.items,
    .timeout = exec->timeout,
  };
  return 0;
}

static int
exec_check (void *self, pyvenv_context *cx)
{
  const struct exec *exec = self;
  return exec->json ? hook_start (pyvenv_local (cx), cx, &exec->program) : 0;
}

/* The hook of every phase. */
static int
exec_around (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct exec *exec = self;
  if (exec->json)
    return hook_phase (pyvenv_local (cx), next);
  const char *phase = pyvenv_phase_name (pyvenv_next_phase (next));
  if (exec_plain_run (exec, cx, "before", phase) < 0 || pyvenv_call_next (next) < 0)
    return -1;
  return exec_plain_run (exec, cx, "after", phase);
}

static void
exec_build_done (void *self, pyvenv_context *cx, int failed_phase)
{
  (void) self;
  hook_done (pyvenv_local (cx), failed_phase);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "exec",
  .version = PACKAGE_VERSION,
  .description = "Runs a script before and after each phase",
  .keys = exec_keys,
  .state_size = sizeof (struct exec),
  .local_size = sizeof (struct hook),
  .unload = exec_unload,
  .config = exec_config,
  .config_complete = exec_config_complete,
  .check = exec_check,
  PYVENV_ALL_PHASES (exec_around),
  .build_done = exec_build_done,
};
