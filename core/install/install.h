/* install.h: installs a wheel. */
#ifndef PYVENV_INSTALL_H
#define PYVENV_INSTALL_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What struct wheel_module (modules.h) offers as install. */
int install_wheel (pyvenv_context *cx, const char *path, unsigned flags,
                   bool by_old_pip);

#endif
