/* dist_info.h: names of .dist-info folders. */
#ifndef PYVENV_DIST_INFO_H
#define PYVENV_DIST_INFO_H

#include <stdbool.h>
#include <stddef.h>

#define DIST_INFO_SUFFIX ".dist-info"

/* Whether DIR is "NAME-VERSION.dist-info" and NAME, made canonical (PEP 503),
 * is CANONICAL.  *VERSION (may be NULL) then points into DIR, where it has
 * *LENGTH bytes. */
bool dist_info_matches (const char *dir, const char *canonical,
                        const char **version, size_t *length);

#endif
