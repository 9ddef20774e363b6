/* lock_install.h: installs what locks and requirements files ask for. */
#ifndef PYVENV_LOCK_INSTALL_H
#define PYVENV_LOCK_INSTALL_H

#include <pyvenv-plugin.h>

/* What pyvenv_install_requirements and pyvenv_check_requirements promise, once
 * the core has looked at their arguments. */
int lock_install (pyvenv_context *cx, const char *path,
                  const struct pyvenv_requirements *options) PYVENV_CHECK;
int lock_install_check (pyvenv_context *cx, const char *path,
                        const struct pyvenv_requirements *options)
  PYVENV_CHECK;

#endif
