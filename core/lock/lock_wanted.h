/* lock_wanted.h: which wheels a lock or a requirements file asks for in one
 * environment. */
#ifndef PYVENV_LOCK_WANTED_H
#define PYVENV_LOCK_WANTED_H

#include "modules.h"

DEFINE_VECTOR (wanted_wheels, struct wanted_wheel);

/* All of it lives in ARENA. */
struct lock_wanted {
  pyvenv_context *cx;
  struct arena *arena;
  const char *path;             /* of the file, absolute */
  const struct pyvenv_requirements *options;

  struct wanted_wheels wheels;
  struct string_vector projects; /* the name of each, as in PEP 503 */
  bool *is_direct;              /* whether the user named its place, so that
                                 * direct_url.json (PEP 610) is due, of each */
  struct wheel_sources sources;
};

/* Fills in what the lock, or the requirements file, at PATH asks for.  Returns 0,
 * -1 after pyvenv_fail, or PYVENV_NEEDS_*, also after pyvenv_fail. */
int lock_wanted_lock (struct lock_wanted *wanted) PYVENV_CHECK;
int lock_wanted_requirements (struct lock_wanted *wanted) PYVENV_CHECK;

#endif
