/* nearest.h: the name that was probably meant where one is unknown. */
#ifndef PYVENV_NEAREST_H
#define PYVENV_NEAREST_H

#include "arena.h"

struct nearest {
  const char *wanted;           /* what was written */
  const char *best;             /* the offered name next to it, or NULL */
  unsigned distance;
};

/* Considers NAME, which has to last as long as BEST is used.  It is taken if it
 * is nearer than all before and so near that it may have been meant. */
void nearest_offer (struct nearest *nearest, const char *name);

/* "did you mean 'NAME'? " or "", for messages; "" on out of memory too. */
const char *nearest_question (struct arena *arena,
                              const struct nearest *nearest);

#endif
