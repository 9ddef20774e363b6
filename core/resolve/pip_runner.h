/* pip_runner.h: runs the pip of an environment, or the one that comes with its
 * interpreter. */
#ifndef PYVENV_PIP_RUNNER_H
#define PYVENV_PIP_RUNNER_H

#include "vector.h"

#include <pyvenv-plugin.h>

/* A pip that can run.  Strings live in an arena. */
struct pip_runner {
  pyvenv_context *cx;
  struct arena *arena;
  const char *version;
  const char *wheel;            /* it runs from there; NULL: it is installed */
};

/* Fills in *RET: the pip that the environment of CX has or else, without changing
 * anything, the newest among the wheels that its interpreter brings for ensurepip.
 * Returns 0, or -1 after pyvenv_fail, where WHAT ("'install'") is what takes a
 * pip. */
int pip_runner_find (struct pip_runner *ret, pyvenv_context *cx,
                     struct arena *arena, const char *what) PYVENV_CHECK;

/* Runs pip with ARGUMENTS in the working directory of this process, with the user's
 * settings of pip.  Its output is shown with --verbose.  Returns 0, or -1 after
 * pyvenv_fail with WHAT, "pip cannot ...", and what pip says is wrong. */
int pip_runner_run (const struct pip_runner *pip,
                    const struct string_vector *arguments,
                    const char *what) PYVENV_CHECK;

#endif
