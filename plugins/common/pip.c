/* pip.c: pip, run as a child. */
#include <config.h>

#include "pip.h"

#include "bundle.h"
#include "tail.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Runs pip, from the wheel argv[1], with the rest of argv.
 * As ensurepip does, it makes sure that no setting of the user changes what is
 * installed. */
static const char pip_without_settings[] =
  "import os, runpy, sys\n"
  "for name in list(os.environ):\n"
  "    if name.startswith('PIP_'):\n"
  "        del os.environ[name]\n"
  "os.environ['PIP_CONFIG_FILE'] = os.devnull\n"
  "sys.path.insert(0, sys.argv.pop(1))\n"
  "sys.argv[0] = 'pip'\n"
  "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n";

void
pip_add (struct pip_arguments *list, const char *argument)
{
  const char **items = realloc (list->items, (list->count + 2)
                                * sizeof *items);
  if (items != NULL)
    list->items = items;
  if (items == NULL || argument == NULL)
    {
      list->failed = true;
      return;
    }
  items[list->count++] = argument;
  items[list->count] = NULL;
}

int
pip_run (struct pip_arguments *list, pyvenv_context *cx, bool always,
         const char *what)
{
  struct tail tail = { .cx = cx, .always = always };
  int result;
  if (list->failed)
    result = pyvenv_fail (cx, ENOMEM, "%s", what);
  else if (pyvenv_run_python (cx, list->items, tail_add, &tail, NULL) == 0)
    result = 0;
  else
    result = tail_fail (&tail, what);
  free (list->items);
  *list = (struct pip_arguments) { 0 };
  return result;
}

/* A name and a folder for the wheel at PATH, since pip records a path. */
static void
pip_add_wheel (struct pip_arguments *list, pyvenv_context *cx,
               const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *version = bundle_version (cx, path);
  pip_add (list, "--find-links");
  pip_add (list, pyvenv_format (cx, "%.*s", (int) (slash - path), path));
  pip_add (list, version == NULL ? NULL
           : pyvenv_format (cx, "%.*s==%s", (int) strcspn (slash + 1, "-"),
                            slash + 1, version));
}

int
pip_install_wheel (pyvenv_context *cx, const char *pip, const char *path)
{
  static const char *const options[] = {
    "install", "--no-cache-dir", "--no-index", "--no-deps",
    "--disable-pip-version-check", "--upgrade", NULL
  };
  struct pip_arguments list = { 0 };
  pip_add (&list, "-W");
  pip_add (&list, "ignore::DeprecationWarning");
  pip_add (&list, "-c");
  pip_add (&list, pip_without_settings);
  pip_add (&list, pip);
  for (size_t i = 0; options[i] != NULL; i++)
    pip_add (&list, options[i]);
  pip_add_wheel (&list, cx, path);
  const char *what = pyvenv_format (cx, "cannot install '%s'", path);
  return pip_run (&list, cx, true, what != NULL ? what : "pip");
}
