/* nameless: the one required field is missing. */
#include <pyvenv-plugin.h>

PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, .name = NULL };
