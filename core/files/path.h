/* path.h: paths as texts. */
#ifndef PYVENV_PATH_H
#define PYVENV_PATH_H

#include "report.h"

/* The absolute form of PATH, without a trailing slash and with no link followed,
 * as os.path.abspath has it; malloc'd.  NULL with errno, which for a relative
 * PATH may be that of getcwd. */
char *path_absolute (const char *path);

/* Records that path_absolute failed with errno for PATH, which was to be made;
 * answers -1. */
int path_no_working_directory (struct report *report, const char *path);

#endif
