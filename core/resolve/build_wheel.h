/* build_wheel.h: has pip build wheels. */
#ifndef PYVENV_BUILD_WHEEL_H
#define PYVENV_BUILD_WHEEL_H

#include "resolve.h"

#include <pyvenv-plugin.h>

/* What struct resolve_module offers as build and end. */
int build_wheel (pyvenv_context *cx, struct arena *arena, struct builds *builds,
                 const struct build_order *order,
                 const char **path) PYVENV_CHECK;
int build_wheel_end (pyvenv_context *cx, struct builds *builds) PYVENV_CHECK;

#endif
