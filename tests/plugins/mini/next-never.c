/* next-never: puts something of its own in place of the activation scripts. */
#include <pyvenv-plugin.h>

static int
next_never_setup_scripts (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  (void) next;
  return pyvenv_write_file (cx, "bin/instead", "of all\n", 7, 0755);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "next-never",
  .setup_scripts = next_never_setup_scripts,
};
