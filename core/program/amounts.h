/* amounts.h: how often programs that read --json are told of amounts. */
#ifndef PYVENV_AMOUNTS_H
#define PYVENV_AMOUNTS_H

#include <pyvenv.h>
#include <stdbool.h>

#define AMOUNTS_MOST 64

struct amount {
  const pyvenv_context *owner;  /* NULL: free */
  char what[128];
  uint64_t done, total;
  double last;                  /* when it was told; seconds */
  bool pending;                 /* these numbers were not told */
};

struct amounts {
  struct amount amount[AMOUNTS_MOST];
};

/* Tells EVENT, an amount: the first and the last of each thing always, those
 * between ten times a second. */
void amounts_tell (struct amounts *amounts, const struct pyvenv_event *event);

/* Something else happens to OWNER: what was not told yet is. */
void amounts_flush (struct amounts *amounts, const pyvenv_context *owner);

#endif
