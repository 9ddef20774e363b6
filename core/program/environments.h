/* environments.h: what the program does with environments that exist. */
#ifndef PYVENV_ENVIRONMENTS_H
#define PYVENV_ENVIRONMENTS_H

#include "options.h"

/* --list: 0, or -1 with the error on the builder. */
int environments_list (pyvenv_builder *builder, bool json);

/* --remove: the exit status, after saying why. */
int environments_remove (pyvenv_builder *builder, const struct options *options);

#endif
