/* wrong-minor: made for a later API.  Until 1.0 that is another API. */
#include <pyvenv-plugin.h>

PYVENV_PLUGIN = {
  (uint32_t) sizeof (struct pyvenv_plugin), PYVENV_API_VERSION + 5,
  .name = "wrong-minor",
};
