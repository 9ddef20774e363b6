/* mock_report.h: a report whose owner writes down what is said, to test without
 * a context. */
#ifndef PYVENV_MOCK_REPORT_H
#define PYVENV_MOCK_REPORT_H

#include "report.h"
#include "text.h"

#include <stdbool.h>

struct mock_report {
  struct report report;
  struct text said;             /* a line for each message */
  bool cancelled;
};

extern struct mock_report mock_report;

void mock_report_clear (void);

#endif
