/* marker_target.h: what markers find in an environment. */
#ifndef PYVENV_MARKER_TARGET_H
#define PYVENV_MARKER_TARGET_H

#include "arena.h"
#include "marker.h"

#include <pyvenv-plugin.h>

/* Fills in *RET with what markers can ask for in the environment of CX, and leaves
 * `extra` NULL, as locks want it.  Strings live in ARENA or in the context.
 * Returns 0, or -1 after pyvenv_fail. */
int marker_target_read (pyvenv_context *cx, struct arena *arena,
                        struct marker_environment *ret) PYVENV_CHECK;

#endif
