/* report.c: why something failed, and what is worth a warning. */
#include <config.h>

#include "report.h"

#include <errno.h>

int
report_refuse (struct report *report, const char *fmt, ...)
{
  if (report->reason.length > 0)
    return -1;

  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&report->reason, fmt, ap);
  va_end (ap);
  report->err = 0;
  return -1;
}

int
report_error (struct report *report, int err, const char *fmt, ...)
{
  if (report->reason.length > 0)
    return -1;

  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&report->reason, fmt, ap);
  va_end (ap);
  report->err = err != 0 ? err : EIO;
  return -1;
}

void
report_warn (struct report *report, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&report->warnings, fmt, ap);
  va_end (ap);
  text_add_char (&report->warnings, '\n');
}

void
report_clear (struct report *report)
{
  text_clear (&report->reason);
  text_clear (&report->warnings);
  report->err = 0;
}
