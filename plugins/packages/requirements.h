/* requirements.h: locks, requirements files and requirements. */
#ifndef PYVENV_PACKAGES_REQUIREMENTS_H
#define PYVENV_PACKAGES_REQUIREMENTS_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>

/* What the keys say of them.  Strings belong to the builder's context. */
struct requirements_keys {
  const char **files;           /* absolute paths, ending with NULL; malloc'd; or
                                 * NULL */
  size_t count;
  const char *install;          /* requirements separated by blanks; or NULL */
  const char *extras, *groups;  /* names separated by blanks and commas; or NULL */
  const char *write_lock;       /* the same */
  int64_t max_age;              /* as in struct pyvenv_requirements */
  bool only_wheels, no_deps, refresh;
};

/* Refuses what is seen to be wrong before anything is changed; ONLY_PINNED: also files
 * for which pip has to choose versions.  Returns 0, or -1 after pyvenv_fail. */
int requirements_check (pyvenv_context *cx, const struct requirements_keys *keys,
                        bool only_pinned) PYVENV_CHECK;

/* Installs all of it.  Returns 0, or -1 after pyvenv_fail. */
int requirements_install (pyvenv_context *cx,
                          const struct requirements_keys *keys,
                          bool only_pinned) PYVENV_CHECK;

#endif
