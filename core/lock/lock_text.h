/* lock_text.h: a lock as text. */
#ifndef PYVENV_LOCK_TEXT_H
#define PYVENV_LOCK_TEXT_H

#include "lock_wanted.h"

/* The text of a lock (PEP 751) that will lie at PATH, absolute, with PACKAGES in the
 * order of their names, in ARENA.  Paths in it are relative to its folder.  NULL after
 * pyvenv_fail. */
const char *lock_text (struct arena *arena, pyvenv_context *cx,
                       const struct package_vector *packages, const char *path);

#endif
