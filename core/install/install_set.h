/* install_set.h: installs many wheels at once. */
#ifndef PYVENV_INSTALL_SET_H
#define PYVENV_INSTALL_SET_H

#include <pyvenv-plugin.h>

/* What struct wheel_module (modules.h) offers as install_set. */
int install_set (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                 size_t count, unsigned flags);

#endif
