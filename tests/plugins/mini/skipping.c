/* skipping: answers that it has nothing to do here. */
#include <pyvenv-plugin.h>

static int
skipping_load (void *self, pyvenv_context *cx)
{
  (void) self;
  (void) cx;
  return PYVENV_SKIP;
}

static void
skipping_unload (void *self)
{
  (void) self;
  __builtin_trap ();            /* load did not answer 0 */
}

static int
skipping_check (void *self, pyvenv_context *cx)
{
  (void) self;
  return pyvenv_fail (cx, 0, "was not skipped");
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "skipping",
  .load = skipping_load,
  .unload = skipping_unload,
  .check = skipping_check,
};
