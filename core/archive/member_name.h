/* member_name.h: which names the members of an archive may have. */
#ifndef PYVENV_MEMBER_NAME_H
#define PYVENV_MEMBER_NAME_H

#include "report.h"

#include <stddef.h>

/* Refuses a member whose name could be understood in two ways or lies outside
 * the archive's root.  A trailing slash is allowed.  0, or -1 with the reason
 * in REPORT. */
int member_name_check (const char *name, struct report *report);

/* Refuses two of NAMES for one place, even where case does not count, and a
 * file where others need a folder.  Sorts the COUNT names.  0, or -1 with the
 * reason in REPORT. */
int member_name_check_distinct (const char **names, size_t count,
                                struct report *report);

#endif
