/* report.h: stands in for errors and messages, to test what reports them
 * without a context. */
#ifndef PYVENV_MOCK_REPORT_H
#define PYVENV_MOCK_REPORT_H

#include "text.h"

#include <stdbool.h>

struct mock_report {
  struct text error;
  int kind;
  struct text debug;            /* a line for each message */
  bool cancelled;
};

extern struct mock_report mock_report;

void mock_report_clear (void);

#endif
