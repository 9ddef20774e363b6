/* wrong-major: made for another generation of the API. */
#include <pyvenv-plugin.h>

PYVENV_PLUGIN = {
  (uint32_t) sizeof (struct pyvenv_plugin),
  ((uint32_t) (PYVENV_API_MAJOR + 7) << 16) | PYVENV_API_MINOR,
  .name = "wrong-major",
};
