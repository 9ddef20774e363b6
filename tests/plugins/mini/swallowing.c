/* swallowing: takes the failure of what is inside it and goes on. */
#include <pyvenv-plugin.h>

static int
swallowing_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_call_next (next) < 0)
    {
      pyvenv_warn (cx, "swallowed: %s", pyvenv_last_error (cx));
      pyvenv_clear_error (cx);
    }
  return 0;
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "swallowing",
  .order = PYVENV_ORDER_FIRST,
  .post_setup = swallowing_post_setup,
};
