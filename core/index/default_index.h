/* default_index.h: the index that pip uses where its settings name none. */
#ifndef PYVENV_DEFAULT_INDEX_H
#define PYVENV_DEFAULT_INDEX_H

#include "arena.h"

#include <pyvenv-plugin.h>

/* Finds the index that the pip of the base interpreter uses; *RET is its URL,
 * in ARENA.  Returns 0, -1 after pyvenv_fail, or PYVENV_UNREACHABLE after
 * pyvenv_fail where that interpreter comes without a pip. */
int default_index (pyvenv_context *cx, struct arena *arena, const char **ret)
  PYVENV_CHECK;

#endif
