/* lock_install.h: installs what locks, requirements files and requirements ask for. */
#ifndef PYVENV_LOCK_INSTALL_H
#define PYVENV_LOCK_INSTALL_H

#include <pyvenv-plugin.h>

/* What pyvenv_install_requirements and pyvenv_check_requirements promise, once the
 * core has looked at their argument. */
int lock_install (pyvenv_context *cx,
                  const struct pyvenv_requirements *what) PYVENV_CHECK;
int lock_install_check (pyvenv_context *cx,
                        const struct pyvenv_requirements *what) PYVENV_CHECK;

#endif
