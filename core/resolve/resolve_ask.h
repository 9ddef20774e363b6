/* resolve_ask.h: has pip choose versions. */
#ifndef PYVENV_RESOLVE_ASK_H
#define PYVENV_RESOLVE_ASK_H

#include "resolve.h"

#include <pyvenv-plugin.h>

/* What struct resolve_module offers as resolve. */
int resolve_ask (pyvenv_context *cx, struct arena *arena,
                 const struct resolve_question *question,
                 struct resolve_answer *ret) PYVENV_CHECK;

#endif
