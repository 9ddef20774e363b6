/* lock_module.h: what lock.so, which reads locks and requirements files, offers
 * those who load it.  It brings a library for TOML and the runtime of C++. */
#ifndef PYVENV_LOCK_MODULE_H
#define PYVENV_LOCK_MODULE_H

#include "pylock.h"
#include "requirements_select.h"

/* The module exports it as pyvenv_lock_module.  The functions are those of
 * pylock.h, requirements_file.h and requirements_select.h. */
struct lock_module {
  const char *version;          /* PACKAGE_VERSION; must equal the library's */

  int (*read_lock) (struct pylock *ret, struct arena *arena, const char *path,
                    struct report *report);
  int (*select_lock) (const struct pylock *lock,
                      const struct pylock_target *target, struct arena *arena,
                      struct pylock_packages *ret, struct report *report);
  int (*read_requirements) (struct requirements *ret, struct arena *arena,
                            const char *path, struct report *report);
  int (*select_requirements) (const struct requirements *requirements,
                              const struct marker_environment *environment,
                              struct arena *arena,
                              struct requirements_choices *ret,
                              const char **resolver, struct report *report);
};

#endif
