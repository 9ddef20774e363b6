/* wheel.c: installs one wheel. */
#include <config.h>

#include "setuptools-pip.h"

#include "bundle.h"
#include "tail.h"

#include <string.h>

/* Runs the pip in the wheel argv[1] with the rest of argv.  As ensurepip does,
 * it makes sure that no setting of the user changes what is installed. */
#define WHEEL_RUN_PIP \
  "import os, runpy, sys\n" \
  "for name in list(os.environ):\n" \
  "    if name.startswith('PIP_'):\n" \
  "        del os.environ[name]\n" \
  "os.environ['PIP_CONFIG_FILE'] = os.devnull\n" \
  "sys.path.insert(0, sys.argv.pop(1))\n" \
  "sys.argv[0] = 'pip'\n" \
  "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n"

/* With the pip that comes with the interpreter, run from its wheel: for an
 * interpreter whose bytecode we do not know.  It is given a name and a folder,
 * since a path would be recorded (PEP 610). */
static int
wheel_install_with_pip (pyvenv_context *cx, const char *pip, const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash + 1;
  const char *version = bundle_version (cx, path);
  const char *folder = pyvenv_format (cx, "%.*s", (int) (slash - path), path);
  const char *wanted = version == NULL ? NULL
    : pyvenv_format (cx, "%.*s==%s", (int) strcspn (name, "-"), name, version);
  if (folder == NULL || wanted == NULL)
    return -1;

  const char *const argv[] = {
    "-W", "ignore::DeprecationWarning", "-c", WHEEL_RUN_PIP, pip,
    "install", "--no-cache-dir", "--no-index", "--no-deps",
    "--disable-pip-version-check", "--find-links", folder, "--upgrade",
    wanted, NULL
  };
  struct tail tail = { .cx = cx, .always = true };
  if (pyvenv_run_python (cx, argv, tail_add, &tail, NULL) < 0)
    {
      const char *what = pyvenv_format (cx, "cannot install '%s'", path);
      return tail_fail (&tail, what != NULL ? what : name);
    }
  return 0;
}

int
wheel_install (pyvenv_context *cx, const char *path, unsigned flags)
{
  struct bundle bundle;
  if (pyvenv_install_wheel (cx, path, flags) == 0)
    return 0;
  int kind = pyvenv_error_kind (cx);
  if (kind == PYVENV_ERROR_ARCHIVE || kind == PYVENV_ERROR_INTERRUPTED)
    return -1;

  const char *why = pyvenv_last_error (cx);
  pyvenv_debug (cx, "the interpreter's own pip installs '%s', since %s", path,
                why != NULL ? why : "we cannot");
  if (bundle_find (cx, &bundle) < 0 || bundle.pip == NULL)
    return -1;
  pyvenv_clear_error (cx);
  return wheel_install_with_pip (cx, bundle.pip, path);
}
