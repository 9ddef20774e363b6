/* resolve_report.h: what `pip install --report` writes.
 *
 * Source: "Installation Report" in pip's documentation, and the packaging
 * specification "Recording the Direct URL Origin" for its download_info. */
#ifndef PYVENV_RESOLVE_REPORT_H
#define PYVENV_RESOLVE_REPORT_H

#include "package.h"
#include "report.h"

/* Reads the LENGTH bytes at BYTES, and adds what pip would install to RET, whose
 * strings live in its arena.  Returns 0, or -1 with REPORT set. */
int resolve_report_read (struct package_vector *ret, const char *bytes,
                         size_t length, struct report *report);

#endif
