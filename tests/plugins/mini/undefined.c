/* undefined: calls a function that nobody defines, as a plugin does that was
 * built against a newer library.  Bound lazily it would load, and the process
 * would die in the middle of the phase. */
#include <pyvenv-plugin.h>

extern int no_such_function (pyvenv_context *cx);

static int
undefined_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  (void) next;
  return no_such_function (cx);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "undefined",
  .post_setup = undefined_post_setup,
};
