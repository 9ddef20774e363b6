/* show_config.h: --show-config. */
#ifndef PYVENV_SHOW_CONFIG_H
#define PYVENV_SHOW_CONFIG_H

#include <pyvenv.h>
#include <stdbool.h>

/* Prints what was set, where it stands, what it overrides and what is locked, as an
 * INI file in which these are comments, or as one object a line; of KEY only, an
 * option or plugin.NAME.KEY, unless that is NULL.  Returns the exit status, after
 * saying why. */
int show_config (pyvenv_builder *builder, const char *key, bool json);

#endif
