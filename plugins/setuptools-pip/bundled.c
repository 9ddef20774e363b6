/* bundled.c: installs wheels that come with the interpreter with the pip that
 * comes with it, run from its wheel. */
#include <config.h>

#include "setuptools-pip.h"

#include "bundle.h"
#include "tail.h"

#include <string.h>

/* Runs the pip in the wheel argv[1] with the rest of argv.  As ensurepip does,
 * it makes sure that no setting of the user changes what is installed. */
#define BUNDLED_RUN_PIP \
  "import os, runpy, sys\n" \
  "for name in list(os.environ):\n" \
  "    if name.startswith('PIP_'):\n" \
  "        del os.environ[name]\n" \
  "os.environ['PIP_CONFIG_FILE'] = os.devnull\n" \
  "sys.path.insert(0, sys.argv.pop(1))\n" \
  "sys.argv[0] = 'pip'\n" \
  "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n"

int
bundled_install (pyvenv_context *cx, const char *project, const char *path)
{
  struct bundle bundle;
  if (bundle_find (cx, &bundle) < 0)
    return -1;

  /* The version is named, because the folder may hold others too. */
  const char *version = bundle_version (cx, path);
  const char *slash = strrchr (path, '/');
  const char *folder = pyvenv_format (cx, "%.*s", (int) (slash - path), path);
  const char *wanted = version != NULL
    ? pyvenv_format (cx, "%s==%s", project, version) : NULL;
  if (folder == NULL || wanted == NULL)
    return -1;

  const char *const argv[] = {
    "-W", "ignore::DeprecationWarning", "-c", BUNDLED_RUN_PIP, bundle.pip,
    "install", "--no-cache-dir", "--no-index", "--no-deps",
    "--disable-pip-version-check", "--find-links", folder, "--upgrade",
    wanted, NULL
  };
  struct tail tail = { .cx = cx, .always = true };

  report_start (cx, project);
  if (pyvenv_run_python (cx, argv, tail_add, &tail, NULL) < 0)
    {
      const char *what = pyvenv_format (cx, "cannot install '%s'", path);
      return tail_fail (&tail, what != NULL ? what : project);
    }
  report_done (cx);
  return 0;
}
