/* failing-load: cannot start at all. */
#include <pyvenv-plugin.h>
#include <errno.h>

static int
failing_load_load (void *self, pyvenv_context *cx)
{
  (void) self;
  return pyvenv_fail (cx, ENOENT, "cannot read the licence");
}

static void
failing_load_unload (void *self)
{
  (void) self;
  __builtin_trap ();            /* load did not succeed */
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "failing-load",
  .load = failing_load_load,
  .unload = failing_load_unload,
};
