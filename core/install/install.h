/* install.h: installs wheels. */
#ifndef PYVENV_INSTALL_H
#define PYVENV_INSTALL_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What struct wheel_module (modules.h) offers as install. */
int install_wheel (pyvenv_context *cx, const char *path, unsigned flags,
                   bool by_old_pip);

/* What it offers as install_set. */
int install_wheels (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                    size_t count, unsigned flags);

#endif
