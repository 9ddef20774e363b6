/* default_index.h: the index that pip uses where nobody names one. */
#ifndef PYVENV_DEFAULT_INDEX_H
#define PYVENV_DEFAULT_INDEX_H

#include "arena.h"

#include <pyvenv-plugin.h>

/* The address, which lives in ARENA.  NULL after pyvenv_fail. */
const char *default_index (pyvenv_context *cx, struct arena *arena);

#endif
