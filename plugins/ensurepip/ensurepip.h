/* ensurepip.h: the ways in which this plugin gets pip into an environment. */
#ifndef PYVENV_ENSUREPIP_H
#define PYVENV_ENSUREPIP_H

#include <pyvenv-plugin.h>

/* Installs the wheels that come with the interpreter.  1 where that is done, 0
 * where it has to be done in another way, and -1 after pyvenv_fail. */
int native_install (pyvenv_context *cx) PYVENV_CHECK;

/* Runs the interpreter's own ensurepip inside the environment. */
int subprocess_install (pyvenv_context *cx) PYVENV_CHECK;

#endif
