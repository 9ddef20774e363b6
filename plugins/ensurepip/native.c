/* native.c: pip from the wheels that come with the interpreter, without running
 * anything. */
#include <config.h>

#include "ensurepip.h"

#include "bundle.h"

#include <stddef.h>

/* What is installed is bytecode too, whose format must be known. */
static const char *
native_obstacle (pyvenv_context *cx, const struct bundle *bundle)
{
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  if (bundle->pip == NULL)
    return "no wheel of pip was found";
  if (bundle->setuptools == NULL && minor < 12)
    return "no wheel of setuptools was found";
  if (pyvenv_python_fact (cx, "magic") == NULL
      || pyvenv_python_fact (cx, "cache-tag") == NULL)
    return "the format of its bytecode is not known";
  return NULL;
}

/* pip goes first: it decides what the scripts of the other look like. */
static int
native_install_wheels (pyvenv_context *cx, const struct bundle *bundle)
{
  const unsigned flags = PYVENV_WHEEL_BY_NAME | PYVENV_WHEEL_KEEP_NEWER;
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  if (pyvenv_install_wheel (cx, bundle->pip, flags) < 0)
    return -1;
  return minor >= 12 ? 0
    : pyvenv_install_wheel (cx, bundle->setuptools, flags);
}

int
native_install (pyvenv_context *cx)
{
  struct bundle bundle;
  if (bundle_find (cx, &bundle) < 0)
    return -1;

  const char *why = native_obstacle (cx, &bundle);
  if (why == NULL)
    {
      if (native_install_wheels (cx, &bundle) == 0)
        {
          pyvenv_debug (cx, "pip was installed from '%s'", bundle.pip);
          return 1;
        }

      /* We are stricter with wheels than pip.  What else went wrong, a full disk
       * above all, would go wrong again. */
      if (pyvenv_error_kind (cx) != PYVENV_ERROR_ARCHIVE)
        return pyvenv_fail (cx, 0, "cannot install pip (--without-pip leaves it"
                            " out)");
      why = pyvenv_last_error (cx);
    }
  pyvenv_debug (cx, "the interpreter's own ensurepip installs pip, since %s",
                why);
  pyvenv_clear_error (cx);
  return 0;
}
