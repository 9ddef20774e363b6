/* lock_target.h: what of the environment a lock or a requirements file can ask
 * for. */
#ifndef PYVENV_LOCK_TARGET_H
#define PYVENV_LOCK_TARGET_H

#include "arena.h"
#include "marker.h"

#include <pyvenv-plugin.h>

/* Fills in *RET with what markers can ask for in the environment of CX, and leaves
 * `extra` NULL, as locks want it.  Strings live in ARENA or in the context.
 * Returns 0, or -1 after pyvenv_fail. */
int lock_target_markers (pyvenv_context *cx, struct arena *arena,
                         struct marker_environment *ret) PYVENV_CHECK;

#endif
