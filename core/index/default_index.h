/* default_index.h: the index that pip uses where nobody names one. */
#ifndef PYVENV_DEFAULT_INDEX_H
#define PYVENV_DEFAULT_INDEX_H

#include "arena.h"

#include <pyvenv-plugin.h>

/* *RET is the address, which lives in ARENA.  Returns 0, -1 after pyvenv_fail,
 * or PYVENV_UNREACHABLE, with the error recorded, where there is none. */
int default_index (pyvenv_context *cx, struct arena *arena, const char **ret)
  PYVENV_CHECK;

#endif
