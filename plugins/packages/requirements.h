/* requirements.h: locks and requirements files. */
#ifndef PYVENV_PACKAGES_REQUIREMENTS_H
#define PYVENV_PACKAGES_REQUIREMENTS_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>

/* What is installed from files.  Strings belong to the builder's context. */
struct requirements_keys {
  const char **files;           /* absolute paths; malloc'd */
  size_t count;
  const char *extras, *groups;  /* names separated by blanks and commas; or NULL */
  bool only_wheels, no_deps;
};

/* The files that pip has to install. */
struct requirements_left {
  const char **files;           /* malloc'd */
  size_t count;
};

/* Refuses what is seen to be wrong before anything is changed.  Returns 0, or -1
 * after pyvenv_fail. */
int requirements_check (pyvenv_context *cx,
                        const struct requirements_keys *keys) PYVENV_CHECK;

/* Installs what the files ask for.  Those that are up to pip come into LEFT,
 * whose files the caller frees in any case.  Returns 0, or -1 after
 * pyvenv_fail. */
int requirements_install (pyvenv_context *cx,
                          const struct requirements_keys *keys,
                          struct requirements_left *left) PYVENV_CHECK;

#endif
