/* report.h: why something failed, and what else there is to say.
 *
 * The layers below the environment know no context: they record errors here, and
 * whoever owns the report decides where warnings go.  One thread uses a report at
 * a time; a worker thread has one of its own, which report_move passes on. */
#ifndef PYVENV_REPORT_H
#define PYVENV_REPORT_H

#include <pyvenv-plugin.h>
#include <stdarg.h>
#include <stdbool.h>

enum report_level {
  REPORT_WARNING,
  REPORT_DEBUG
};

/* What the owner of a report answers; each may be NULL. */
struct report_owner {
  /* Takes a line, which is gone after the call. */
  void (*say) (void *data, enum report_level level, const char *text);

  /* Whether lines for debugging are wanted; NULL: no. */
  bool (*wants_debug) (void *data);

  /* Whether the user asked to stop; NULL: no. */
  bool (*is_cancelled) (void *data);
};

struct report {
  char *error;                  /* malloc'd; NULL: none */
  int kind;                     /* PYVENV_ERROR_*; 0: no error */
  int err;                      /* errno value of the innermost error, or 0 */

  /* Who works now, NULL for the core itself, and who recorded the error; they
   * mean something to the owner alone. */
  const void *speaker, *culprit;
  bool is_named;                /* the text names the culprit */

  /* Errors that do not say their kind are those of usage. */
  bool is_usage;

  const struct report_owner *owner; /* or NULL */
  void *data;                   /* for the owner's functions */
};

#define REPORT_EMPTY { .error = NULL }
#define CLEAN_REPORT __attribute__ ((cleanup (report_clear)))

/* Records an error and answers -1, so that a function can end with
 * `return report_fail (…)`.  ERR is an errno value, whose text is added, or 0.
 * What was recorded before becomes the reason: "new: old".  errno stays as it
 * was. */
int report_fail (struct report *report, int err, const char *fmt, ...)
  PYVENV_PRINTF (3, 4);
int report_vfail (struct report *report, int err, const char *fmt, va_list ap)
  PYVENV_PRINTF (3, 0);

/* The same with the kind PYVENV_ERROR_*.  The innermost error knows best what
 * kind it is: a kind that is recorded stays. */
int report_fail_as (struct report *report, int kind, int err, const char *fmt,
                    ...) PYVENV_PRINTF (4, 5);
int report_vfail_as (struct report *report, int kind, int err,
                     const char *fmt, va_list ap) PYVENV_PRINTF (4, 0);

/* The same unless an error is recorded already: for code that finds out that an
 * inner call failed and does not know why.  KIND 0: as report_fail. */
int report_first (struct report *report, int kind, int err, const char *fmt,
                  ...) PYVENV_PRINTF (4, 5);

/* report_first for an archive that must not be installed. */
int report_refuse (struct report *report, const char *fmt, ...)
  PYVENV_PRINTF (2, 3);

/* Puts TEXT, malloc'd and from now on the report's, in place of the recorded
 * one; NULL, for out of memory, leaves that. */
void report_replace (struct report *report, char *text);

/* "out of memory". */
int report_no_memory (struct report *report);

/* "interrupted". */
int report_interrupted (struct report *report);

/* The recorded text; "out of memory" where an error was too much to record, NULL
 * where there is none. */
const char *report_text (const struct report *report);

/* Forgets the error. */
void report_clear (struct report *report);

/* Makes the error of FROM that of TO, in front of what TO has, and empties
 * FROM. */
void report_move (struct report *to, struct report *from);

/* Tells a line to the owner. */
void report_warn (const struct report *report, const char *fmt, ...)
  PYVENV_PRINTF (2, 3);
void report_debug (const struct report *report, const char *fmt, ...)
  PYVENV_PRINTF (2, 3);
void report_vsay (const struct report *report, enum report_level level,
                  const char *fmt, va_list ap) PYVENV_PRINTF (3, 0);

/* Whether the user asked to stop. */
bool report_is_cancelled (const struct report *report);

#endif
