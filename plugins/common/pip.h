/* pip.h: pip, run as a child where nothing else will do. */
#ifndef PYVENV_PLUGIN_PIP_H
#define PYVENV_PLUGIN_PIP_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>

/* What the environment's python is run with; begins as { 0 }. */
struct pip_arguments {
  const char **items;           /* ends with NULL */
  size_t count;
  bool failed;                  /* out of memory */
};

/* ARGUMENT is not copied; NULL counts as out of memory. */
void pip_add (struct pip_arguments *list, const char *argument);

/* Runs the environment's python with LIST, which is freed.  Its output is shown
 * with --verbose, or if ALWAYS.  If it fails, WHAT and the end of the output are
 * put into the error. */
int pip_run (struct pip_arguments *list, pyvenv_context *cx, bool always,
             const char *what) PYVENV_CHECK;

/* Has the pip in the wheel PIP install the wheel file PATH, an absolute path.  No
 * setting of the user, no index and no dependency has a part in it, and where the
 * file lay is not recorded (PEP 610). */
int pip_install_wheel (pyvenv_context *cx, const char *pip,
                       const char *path) PYVENV_CHECK;

#endif
