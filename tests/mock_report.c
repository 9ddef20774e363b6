/* mock_report.c: a report whose owner writes down what is said. */
#include <config.h>

#include "mock_report.h"

static void
mock_say (void *data, enum report_level level, const char *line)
{
  (void) data;
  (void) level;
  text_addf (&mock_report.said, "%s\n", line);
}

static bool
mock_wants_debug (void *data)
{
  (void) data;
  return true;
}

static bool
mock_is_cancelled (void *data)
{
  (void) data;
  return mock_report.cancelled;
}

static const struct report_owner mock_owner = {
  mock_say, mock_wants_debug, mock_is_cancelled
};

struct mock_report mock_report = { .report = { .owner = &mock_owner } };

void
mock_report_clear (void)
{
  report_clear (&mock_report.report);
  text_clear (&mock_report.said);
  mock_report.cancelled = false;
}
