/* lock_wanted.h: which wheels a lock or a requirements file asks for in one
 * environment. */
#ifndef PYVENV_LOCK_WANTED_H
#define PYVENV_LOCK_WANTED_H

#include "modules.h"

DEFINE_VECTOR (wanted_wheels, struct wanted_wheel);
DEFINE_VECTOR (asked_wheels, struct asked_wheel);

/* All of it lives in ARENA. */
struct lock_wanted {
  pyvenv_context *cx;
  struct arena *arena;
  const char *path;             /* of the file, absolute */
  const struct pyvenv_requirements *options;

  struct wanted_wheels wheels;
  struct asked_wheels asked;    /* the same, to compare with what is there */
  struct wheel_sources sources;
};

/* Adds WHEEL of PROJECT in VERSION (NULL: what its file name says).  IS_DIRECT: the
 * user named its place.  0, or -1 with errno ENOMEM. */
int lock_wanted_append (struct lock_wanted *wanted,
                        const struct wanted_wheel *wheel, const char *project,
                        const char *version, bool is_direct) PYVENV_CHECK;

/* Fills in what the lock, or the requirements file, at PATH asks for.  Returns 0,
 * -1 after pyvenv_fail, or PYVENV_NEEDS_*, also after pyvenv_fail. */
int lock_wanted_lock (struct lock_wanted *wanted) PYVENV_CHECK;
int lock_wanted_requirements (struct lock_wanted *wanted) PYVENV_CHECK;

#endif
