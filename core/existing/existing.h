/* existing.h: environments that are there. */
#ifndef PYVENV_EXISTING_H
#define PYVENV_EXISTING_H

#include "arena.h"
#include "tree.h"

#include <pyvenv.h>
#include <stdbool.h>

/* Looks at the folder PATH, which is absolute, and starts nothing.  Strings of RET
 * live in ARENA; PATH and NAME are kept.  1 if it is an environment: a regular
 * pyvenv.cfg with a key `home` (PEP 405); 0 if not; -1 on out of memory. */
int existing_look (struct arena *arena, const char *path, const char *name,
                   struct pyvenv_environment *ret);

/* Deletes the environment of TREE and its folder, under the conditions and with the
 * care of --clear.  TREE is closed and has PYVENV_CLEAR among its options.  0, or -1
 * after report_fail. */
int existing_remove (struct tree *tree);

#endif
