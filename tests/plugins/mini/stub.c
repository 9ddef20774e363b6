/* stub: a struct too short to hold even its name. */
#include <pyvenv-plugin.h>

PYVENV_PLUGIN = {
  (uint32_t) offsetof (struct pyvenv_plugin, name), PYVENV_API_VERSION,
  .name = "stub",
};
