/* upgrader: overrides upgrade_dependencies, in place of what is built in. */
#include <pyvenv-plugin.h>

static int
upgrader_upgrade_dependencies (void *self, pyvenv_context *cx,
                               pyvenv_next *next)
{
  (void) self;
  (void) next;
  return pyvenv_write_file (cx, "upgraded", "by a plugin\n", 12, 0);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "upgrader",
  .order = PYVENV_ORDER_LAST + 1,
  .upgrade_dependencies = upgrader_upgrade_dependencies,
};
