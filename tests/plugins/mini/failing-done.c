/* failing-done: records an error when all is over, which must not change what
 * the outcome was. */
#include <pyvenv-plugin.h>

static void
failing_done_done (void *self, pyvenv_context *cx, int failed_phase)
{
  (void) self;
  (void) failed_phase;
  (void) pyvenv_fail (cx, 0, "could not say goodbye");
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "failing-done",
  .build_done = failing_done_done,
};
