/* bars.h: a line on the terminal for each download that goes on. */
#ifndef PYVENV_BARS_H
#define PYVENV_BARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define BARS_MOST 8

struct bar {
  char what[64];
  const void *owner;            /* two owners may have one of the same name */
  uint64_t done, total;         /* bytes; total 0: unknown */
  double start;                 /* seconds of the monotonic clock */
};

struct bars {
  struct bar bar[BARS_MOST];
  size_t count;
  size_t drawn;                 /* lines that are on the terminal */
  double last;                  /* when they were drawn */
};

/* Keeps an amount, and draws all unless that was done a moment ago.  The line of
 * one that is complete is removed, and true returned.  An amount that is smaller
 * than before means that the download was begun again: its time counts anew. */
bool bars_update (struct bars *bars, FILE *out, const void *owner,
                  const char *what, uint64_t done, uint64_t total);

/* Removes all lines from the terminal, so that text can be written.  The next
 * amount draws them again. */
void bars_erase (struct bars *bars, FILE *out);

/* Removes what belongs to OWNER, which has finished. */
void bars_forget (struct bars *bars, FILE *out, const void *owner);

/* "1.7 MiB", "312 KiB" */
#define BARS_SIZE 24
void bars_size (char *out, size_t size, double bytes);

/* Seconds of the monotonic clock. */
double bars_now (void);

/* The longest line on a terminal of COLUMNS, which is 0 where that is unknown; 0
 * where it is too narrow to draw on.  Public for the tests. */
size_t bars_width (unsigned columns);

/* One line for BAR at the time NOW, at most WIDTH columns, without a newline.
 * Public for the tests. */
void bars_format (const struct bar *bar, double now, size_t width, char *out,
                  size_t size);

#endif
