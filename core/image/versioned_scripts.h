/* versioned_scripts.h: scripts with the version of Python in their names. */
#ifndef PYVENV_VERSIONED_SCRIPTS_H
#define PYVENV_VERSIONED_SCRIPTS_H

#include "entry_points.h"

/* The scripts that pip generates for the entry points DECLARED, for Python
 * MAJOR.MINOR: a declared "pip" becomes pip, pipX and pipX.Y, "easy_install"
 * becomes easy_install and easy_install-X.Y, in place of whatever else of that
 * kind the wheel declares, since another version may have built it.  RET and
 * its strings live in ARENA.  0, or -1 with errno ENOMEM. */
int versioned_scripts_make (struct entry_points *ret, struct arena *arena,
                            const struct entry_points *declared, int major,
                            int minor);

#endif
