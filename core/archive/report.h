/* report.h: why something failed, and what is worth a warning.
 *
 * The lower layers know no context.  They say what went wrong here, and
 * install.c passes it on. */
#ifndef PYVENV_WHEEL_REPORT_H
#define PYVENV_WHEEL_REPORT_H

#include "text.h"

struct report {
  struct text reason;
  int err;                      /* 0: the archive is refused; else an errno */
  struct text warnings;         /* one a line */
};

#define REPORT_EMPTY { TEXT_EMPTY, 0, TEXT_EMPTY }
#define CLEAN_REPORT __attribute__ ((cleanup (report_clear)))

/* The archive must not be installed.  Only the first reason is kept.  Answers
 * -1, so that a function can end with `return report_refuse (…)`. */
int report_refuse (struct report *report, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));

/* The archive may be sound, but the system said no.  Answers -1. */
int report_error (struct report *report, int err, const char *fmt, ...)
  __attribute__ ((format (printf, 3, 4)));

void report_warn (struct report *report, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));

void report_clear (struct report *report);

#endif
