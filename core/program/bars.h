/* bars.h: one line on the terminal for each piece of work that goes on. */
#ifndef PYVENV_BARS_H
#define PYVENV_BARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define BARS_MOST 8

struct bar {
  char what[64];
  const void *owner;            /* tells apart works of the same name */
  uint64_t done, total;         /* bytes; total 0: not known */
  double start;                 /* seconds of the monotonic clock */
};

struct bars {
  struct bar bar[BARS_MOST];
  size_t count;
  size_t drawn;                 /* lines that stand on the terminal */
  double last;                  /* when they were drawn */
};

/* Takes note of an amount; draws if the last time was long enough ago.  One
 * that is complete leaves the terminal, and the answer is true.  One that is
 * smaller than before is that of another try, whose time counts from then. */
bool bars_update (struct bars *bars, FILE *out, const void *owner,
                  const char *what, uint64_t done, uint64_t total);

/* Takes all lines off the terminal, so that text can be written; what goes on
 * is drawn again with the next amount. */
void bars_erase (struct bars *bars, FILE *out);

/* Forgets what OWNER works on, which is over. */
void bars_forget (struct bars *bars, FILE *out, const void *owner);

/* "1.7 MiB", "312 KiB" */
#define BARS_SIZE 24
void bars_size (char *out, size_t size, double bytes);

/* Seconds of the monotonic clock. */
double bars_now (void);

/* How long lines may be on a terminal of so many COLUMNS; 0: nothing is drawn.
 * COLUMNS is 0 where it is not known.  Separate for the tests. */
size_t bars_width (unsigned columns);

/* One line for BAR at the time NOW, at most WIDTH columns, without a newline.
 * Used by bars_update; separate for the tests. */
void bars_format (const struct bar *bar, double now, size_t width, char *out,
                  size_t size);

#endif
