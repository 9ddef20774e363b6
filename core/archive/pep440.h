/* pep440.h: versions as they stand in file names and metadata. */
#ifndef PYVENV_WHEEL_PEP440_H
#define PYVENV_WHEEL_PEP440_H

#include <stdbool.h>

/* Orders two versions.  Two texts that are no versions are compared as texts,
 * and are older than any version. */
int pep440_compare (const char *a, const char *b);

/* Whether VERSION is in RANGE ("", ">=3.7", "!=3.0.*,>=2.7").  A range that
 * cannot be read holds all, as for pip. */
bool pep440_in_range (const char *version, const char *range);

#endif
