/* resolve_install.h: has pip install. */
#ifndef PYVENV_RESOLVE_INSTALL_H
#define PYVENV_RESOLVE_INSTALL_H

#include "resolve.h"

#include <pyvenv-plugin.h>

/* What struct resolve_module offers as install and install_editable. */
int resolve_install (pyvenv_context *cx,
                     const struct resolve_question *question) PYVENV_CHECK;
int resolve_install_editable (pyvenv_context *cx,
                              const struct build_order *order) PYVENV_CHECK;

#endif
