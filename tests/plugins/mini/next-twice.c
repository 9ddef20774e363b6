/* next-twice: runs the rest of the chain, and again.  The second call must run
 * nothing and fail. */
#include <pyvenv-plugin.h>

static int
next_twice_setup_python (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  (void) cx;
  if (pyvenv_call_next (next) < 0)
    return -1;
  return pyvenv_call_next (next);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "next-twice",
  .setup_python = next_twice_setup_python,
};
