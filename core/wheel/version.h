/* version.h: versions and version ranges of Python packages (PEP 440). */
#ifndef PYVENV_WHEEL_VERSION_H
#define PYVENV_WHEEL_VERSION_H

#include <stdbool.h>
#include <stddef.h>

/* Orders two versions: -1, 0 or 1.  Local parts ("+abc") are left out of the
 * comparison.  Two texts that are no versions are compared as texts, and are
 * older than any version. */
int version_compare (const char *a, const char *b);

bool version_is_valid (const char *version);

/* Whether VERSION, as "3.13.0", is in the comma-separated RANGE ("", ">=3.7",
 * "!=3.0.*,>=2.7").  A clause that is malformed is satisfied, as for pip, which
 * ignores a Requires-Python that it cannot read. */
bool version_in_range (const char *version, const char *range);

#endif
