/* script_name.h: which names scripts may have. */
#ifndef PYVENV_SCRIPT_NAME_H
#define PYVENV_SCRIPT_NAME_H

#include "report.h"

/* Refuses a script named like something that the environment itself needs, or
 * that would not lie directly in the folder for scripts; warns of names of
 * activation scripts.  0, or -1 with the reason in REPORT. */
int script_name_check (const char *name, struct report *report);

#endif
