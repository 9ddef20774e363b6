/* amounts.h: amounts of progress for programs that read --json, not
 * too often. */
#ifndef PYVENV_AMOUNTS_H
#define PYVENV_AMOUNTS_H

#include <pyvenv.h>
#include <stdbool.h>

#define AMOUNTS_MOST 64

struct amount {
  const pyvenv_context *owner;  /* NULL: free */
  char what[128];
  uint64_t done, total;
  double last;                  /* when it was printed; seconds */
  bool pending;                 /* these numbers were not printed */
};

struct amounts {
  struct amount amount[AMOUNTS_MOST];
};

/* Prints EVENT, an amount: the first and the last of each thing always, those
 * between at most ten times a second. */
void amounts_tell (struct amounts *amounts, const struct pyvenv_event *event);

/* Prints the amounts of OWNER that were left out, before another event of it. */
void amounts_flush (struct amounts *amounts, const pyvenv_context *owner);

#endif
