/* uninstall.h: takes a distribution out of an environment. */
#ifndef PYVENV_UNINSTALL_H
#define PYVENV_UNINSTALL_H

#include <pyvenv-plugin.h>

/* Moves aside what the RECORD of DIST_INFO, a folder of PURELIB, lists, and its
 * bytecode; folders as a whole where nothing else is in them.  It comes back if
 * the environment is given up.  0, or -1 after pyvenv_fail. */
int uninstall_distribution (pyvenv_context *cx, const char *purelib,
                            const char *dist_info) PYVENV_CHECK;

#endif
