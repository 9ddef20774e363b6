/* lock_packages.h: gets, builds and installs packages that are chosen. */
#ifndef PYVENV_LOCK_PACKAGES_H
#define PYVENV_LOCK_PACKAGES_H

#include "lock_wanted.h"

/* What is returned where something has no wheel that could be found, with all of that
 * named. */
#define LOCK_NO_WHEEL 2

/* Refuses what would have to be built, if that is not wanted, and names all of it.
 * Returns 0, or -1 after pyvenv_fail. */
int lock_packages_check (struct lock_wanted *wanted) PYVENV_CHECK;

/* Installs all packages of WANTED.  Returns 0, -1 after pyvenv_fail, or
 * LOCK_NO_WHEEL. */
int lock_packages_install (struct lock_wanted *wanted) PYVENV_CHECK;

/* Whether something in WANTED has to be built. */
bool lock_packages_need_build (const struct lock_wanted *wanted);

#endif
