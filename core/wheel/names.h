/* names.h: names of wheels, of distributions, of archive members and of
 * scripts. */
#ifndef PYVENV_WHEEL_NAMES_H
#define PYVENV_WHEEL_NAMES_H

#include "arena.h"
#include "report.h"

#include <stdbool.h>

/* The parts of NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl. */
struct wheel_name {
  const char *name;             /* as written */
  const char *canonical;        /* PEP 503: lower case, runs of -_. are "-" */
  const char *version;
  const char *python_tags;      /* "py2.py3" */
  const char *abi_tags;
  const char *platform_tags;
};

/* Splits FILE_NAME, without a folder.  Strings live in ARENA.  -1 with the
 * reason where it is no name of a wheel (PEP 427). */
int wheel_name_parse (struct wheel_name *ret, struct arena *arena,
                      const char *file_name, struct report *report);

/* Refuses wheels that are not pure or not for Python MAJOR.MINOR. */
int wheel_name_check_tags (const struct wheel_name *name, int major, int minor,
                           struct report *report);

/* The canonical form of LENGTH bytes of NAME, in ARENA. */
const char *name_canonical (struct arena *arena, const char *name,
                            size_t length);

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
