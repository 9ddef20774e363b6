/* wheel.c: installs one wheel. */
#include <config.h>

#include "setuptools-pip.h"

#include "bundle.h"
#include "pip.h"

#include <stddef.h>

/* The pip that comes with the interpreter does it where we do not know its
 * bytecode. */
int
wheel_install (pyvenv_context *cx, const char *path, unsigned flags)
{
  struct bundle bundle;
  if (pyvenv_python_fact (cx, "magic") != NULL
      && pyvenv_python_fact (cx, "cache-tag") != NULL)
    return pyvenv_install_wheel (cx, path, flags);

  pyvenv_debug (cx, "the interpreter's own pip installs '%s', since the format"
                " of its bytecode is not known", path);
  if (bundle_find (cx, &bundle) < 0)
    return -1;
  return bundle.pip != NULL ? pip_install_wheel (cx, bundle.pip, path)
    : pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0, "cannot install '%s':"
                      " the format of the bytecode of '%s' is not known, and no"
                      " pip comes with it", path, pyvenv_base_python (cx));
}
