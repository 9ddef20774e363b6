/* wrecker: deletes what an environment cannot do without, or ends the process, in
 * the last phase of all. */
#include <pyvenv-plugin.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *wrecker_what = "";

static int
wrecker_config (void *self, pyvenv_context *cx, const char *key,
                const char *value)
{
  (void) self;
  (void) cx;
  (void) key;
  wrecker_what = value;
  return 0;
}

static int
wrecker_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_call_next (next) < 0)
    return -1;
  if (strcmp (wrecker_what, "exit") == 0)
    exit (0);
  const char *path = strcmp (wrecker_what, "python") == 0
    ? pyvenv_env_python (cx) : pyvenv_cfg_path (cx);
  if (strcmp (wrecker_what, "empty") == 0)
    return truncate (path, 0);
  return unlink (path);
}

static const struct pyvenv_key wrecker_keys[] = {
  { "what", "WHAT", "cfg, empty, python or exit" },
  { NULL, NULL, NULL },
};

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "wrecker",
  .keys = wrecker_keys,
  .config = wrecker_config,
  .post_setup = wrecker_post_setup,
};
