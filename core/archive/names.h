/* names.h: names of wheels, of distributions, of archive members and of
 * scripts. */
#ifndef PYVENV_WHEEL_NAMES_H
#define PYVENV_WHEEL_NAMES_H

#include "report.h"
#include "wheel_name.h"

#include <stdbool.h>

/* wheel_name_parse with the reason in REPORT; returns 0 or -1. */
int wheel_name_read (struct wheel_name *ret, struct arena *arena,
                     const char *file_name, struct report *report);

/* Refuses wheels that are not pure or not for Python MAJOR.MINOR; see
 * wheel_name_fits. */
int wheel_name_check_tags (const struct wheel_name *name,
                           const char *implementation, int major, int minor,
                           struct report *report);

/* Whether DIR is "NAME-VERSION.dist-info" with that canonical name.  *VERSION
 * (may be NULL) then points into DIR, *LENGTH is how long it is. */
bool name_is_dist_info (const char *dir, const char *canonical,
                        const char **version, size_t *length);

/* Refuses a member whose name could be understood in two ways or lies outside
 * the archive's root.  A trailing slash is allowed. */
int member_name_check (const char *name, struct report *report);

/* Refuses a script named like something that the environment itself needs, or
 * that would not lie directly in its folder; warns of names of activation
 * scripts. */
int script_name_check (const char *name, struct report *report);

#endif
