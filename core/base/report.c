/* report.c: why something failed, and what else there is to say. */
#include <config.h>

#include "report.h"

#include "system.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Errors ---------------------------------------------------------- */

void
report_replace (struct report *report, char *text)
{
  if (text == NULL)
    return;
  free (report->error);
  report->error = text;
}

/* The kind of an error that does not say its own. */
static int
report_default_kind (const struct report *report)
{
  if (report->kind != 0)
    return report->kind;
  if (report->is_usage)
    return PYVENV_ERROR_USAGE;
  return report->speaker != NULL ? PYVENV_ERROR_PLUGIN : PYVENV_ERROR_OTHER;
}

/* Out of memory leaves what there was; where that is nothing, the kind alone
 * tells of an error. */
int
report_vfail (struct report *report, int err, const char *fmt, va_list ap)
{
  int saved = errno;
  struct text text = TEXT_EMPTY;
  text_vaddf (&text, fmt, ap);
  if (err != 0)
    {
      char buffer[128];
      text_addf (&text, ": %s", system_error (err, buffer, sizeof buffer));
    }
  if (report->error != NULL)
    text_addf (&text, ": %s", report->error);
  else
    {
      report->culprit = report->speaker;
      report->err = err;
    }

  report->kind = report_default_kind (report);
  report_replace (report, text_take (&text));
  errno = saved;
  return -1;
}

int
report_fail (struct report *report, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail (report, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_vfail_as (struct report *report, int kind, int err, const char *fmt,
                 va_list ap)
{
  if (report->error == NULL)
    report->kind = kind;
  return report_vfail (report, err, fmt, ap);
}

int
report_fail_as (struct report *report, int kind, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, kind, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_first (struct report *report, int kind, int err, const char *fmt, ...)
{
  if (report->kind != 0)
    return -1;
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, kind, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_refuse (struct report *report, const char *fmt, ...)
{
  if (report->kind != 0)
    return -1;
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, PYVENV_ERROR_ARCHIVE, 0, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_no_memory (struct report *report)
{
  return report_fail_as (report, PYVENV_ERROR_OTHER, 0, "out of memory");
}

int
report_interrupted (struct report *report)
{
  return report_fail_as (report, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
}

const char *
report_text (const struct report *report)
{
  return report->error != NULL || report->kind == 0 ? report->error
         : "out of memory";
}

void
report_clear (struct report *report)
{
  free (report->error);
  report->error = NULL;
  report->kind = 0;
  report->err = 0;
  report->culprit = NULL;
  report->is_named = false;
}

void
report_move (struct report *to, struct report *from)
{
  if (from->kind != 0)
    {
      report_fail_as (to, from->kind, 0, "%s", report_text (from));
      if (to->err == 0)
        to->err = from->err;
    }
  report_clear (from);
}

/* ---- Other lines ----------------------------------------------------- */

/* Whether the owner wants lines of LEVEL. */
static bool
report_is_heard (const struct report *report, enum report_level level)
{
  const struct report_owner *owner = report->owner;
  if (owner == NULL || owner->say == NULL)
    return false;
  return level != REPORT_DEBUG
    || (owner->wants_debug != NULL && owner->wants_debug (report->data));
}

void
report_vsay (const struct report *report, enum report_level level,
             const char *fmt, va_list ap)
{
  if (!report_is_heard (report, level))
    return;
  int saved = errno;
  struct text text = TEXT_EMPTY;
  text_vaddf (&text, fmt, ap);
  report->owner->say (report->data, level, text_string (&text));
  text_clear (&text);
  errno = saved;
}

void
report_warn (const struct report *report, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (report, REPORT_WARNING, fmt, ap);
  va_end (ap);
}

void
report_debug (const struct report *report, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (report, REPORT_DEBUG, fmt, ap);
  va_end (ap);
}

bool
report_is_cancelled (const struct report *report)
{
  return report->owner != NULL && report->owner->is_cancelled != NULL
    && report->owner->is_cancelled (report->data);
}
