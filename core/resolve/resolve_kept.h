/* resolve_kept.h: answers of pip that are kept, for the other environments of the run
 * and, in the user's cache, for later runs. */
#ifndef PYVENV_RESOLVE_KEPT_H
#define PYVENV_RESOLVE_KEPT_H

#include "package.h"
#include "resolve_key.h"

/* Fills RET with the answer to KEY, if there is one that counts for QUESTION; *WAS_KEPT
 * tells whether it is of an earlier run.  With --offline its age does not matter.
 * Returns 1, 0 where there is none, or -1 after pyvenv_fail. */
int resolve_kept_find (struct package_vector *ret, pyvenv_context *cx,
                       const struct resolve_key *key,
                       const struct resolve_question *question,
                       bool *was_kept) PYVENV_CHECK;

/* Keeps PACKAGES as the answer to KEY.  What cannot be kept is no failure. */
void resolve_kept_add (const struct package_vector *packages, pyvenv_context *cx,
                       const struct resolve_key *key);

#endif
