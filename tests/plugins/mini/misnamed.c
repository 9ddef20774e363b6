/* misnamed: the name it gives itself is not that of its file. */
#include <pyvenv-plugin.h>

PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, .name = "somebody-else" };
