/* clash-core: has keys with the name of an option of the program and with the
 * beginning of one. */
#include <pyvenv-plugin.h>

static const struct pyvenv_key clash_core_keys[] = {
  { "prompt", "TEXT", "not the prompt" },
  { "lock", NULL, "not --lock-timeout" },
  { NULL, NULL, NULL }
};

static int
clash_core_config (void *self, pyvenv_context *cx, const char *key,
                   const char *value)
{
  (void) cx;
  (void) key;
  *(const char **) self = value;
  return 0;
}

static int
clash_core_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const char *value = *(const char **) self;
  if (value != NULL && pyvenv_cfg_set (cx, "clash", value) < 0)
    return -1;
  return pyvenv_call_next (next);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "clash-core",
  .keys = clash_core_keys,
  .state_size = sizeof (char *),
  .config = clash_core_config,
  .post_setup = clash_core_post_setup,
};
