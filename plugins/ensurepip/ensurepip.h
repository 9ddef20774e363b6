/* ensurepip.h: the ways in which this plugin gets pip into an environment. */
#ifndef PYVENV_ENSUREPIP_H
#define PYVENV_ENSUREPIP_H

#include <pyvenv-plugin.h>

/* Runs the interpreter's own ensurepip inside the environment. */
int subprocess_install (pyvenv_context *cx) PYVENV_CHECK;

#endif
