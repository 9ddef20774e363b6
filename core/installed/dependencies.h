/* dependencies.h: what installed distributions depend on. */
#ifndef PYVENV_DEPENDENCIES_H
#define PYVENV_DEPENDENCIES_H

#include "vector.h"

#include <pyvenv-plugin.h>

/* Reads the METADATA of COUNT installed PROJECTS (their normalised names), and
 * adds to RET "A depends on B" for each dependency without a marker that the
 * environment does not have; strings live in ARENA.  Projects that are not
 * installed are left out.  Returns 0, or -1 after pyvenv_fail.  What struct
 * wheel_module (modules.h) offers as lacking. */
int dependencies_lacking (pyvenv_context *cx, struct arena *arena,
                          const char *const *projects, size_t count,
                          struct string_vector *ret) PYVENV_CHECK;

#endif
