/* report.c: stands in for errors and messages. */
#include <config.h>

#include "mock_report.h"

#include <pyvenv-plugin.h>
#include <string.h>

struct mock_report mock_report;

void
mock_report_clear (void)
{
  text_clear (&mock_report.error);
  text_clear (&mock_report.debug);
  mock_report.kind = 0;
  mock_report.cancelled = false;
}

int
pyvenv_fail_as (pyvenv_context *cx, int kind, int err, const char *fmt, ...)
{
  (void) cx;
  va_list ap;
  va_start (ap, fmt);
  text_clear (&mock_report.error);
  text_vaddf (&mock_report.error, fmt, ap);
  va_end (ap);
  if (err != 0)
    text_addf (&mock_report.error, ": %s", strerror (err));
  mock_report.kind = kind;
  return -1;
}

void
pyvenv_debug (pyvenv_context *cx, const char *fmt, ...)
{
  (void) cx;
  va_list ap;
  va_start (ap, fmt);
  text_vaddf (&mock_report.debug, fmt, ap);
  va_end (ap);
  text_add_char (&mock_report.debug, '\n');
}

int
pyvenv_cancelled (const pyvenv_context *cx)
{
  (void) cx;
  return mock_report.cancelled;
}
