/* leftover: forgets an error message behind a success.  The return value is the
 * truth. */
#include <pyvenv-plugin.h>

static int
leftover_setup_scripts (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_call_next (next) < 0)
    return -1;
  (void) pyvenv_fail (cx, 0, "nothing really");
  return 0;
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "leftover",
  .setup_scripts = leftover_setup_scripts,
};
