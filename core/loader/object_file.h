/* object_file.h: is a file a whole shared object? */
#ifndef PYVENV_OBJECT_FILE_H
#define PYVENV_OBJECT_FILE_H

#include "report.h"

#include <pyvenv-plugin.h>

/* Refuses a file that is cut off: the dynamic linker maps what the headers
 * promise, and touching what is not there ends the process with SIGBUS.  All
 * else that can be wrong with it the linker says better.  Returns 0, or -1 after
 * report_fail. */
int object_file_check (struct report *report, const char *path) PYVENV_CHECK;

#endif
