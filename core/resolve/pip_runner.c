/* pip_runner.c: runs the pip of an environment, or the one that comes with its
 * interpreter. */
#include <config.h>

#include "pip_runner.h"

#include "cleanup.h"
#include "folder.h"
#include "modules.h"
#include "text.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Lines of what is wrong that are kept, and how much of each. */
enum { PIP_RUNNER_LINES = 10, PIP_RUNNER_WIDTH = 400 };

/* Runs pip, from the wheel argv[2] unless that is empty, in the folder argv[1], from
 * which it means the paths of packages. */
static const char pip_runner_script[] =
  "import os, runpy, sys\n"
  "folder, wheel = sys.argv[1:3]\n"
  "del sys.argv[1:3]\n"
  "os.chdir(folder)\n"
  "if wheel:\n"
  "    sys.path.insert(0, wheel)\n"
  "sys.argv[0] = 'pip'\n"
  "runpy.run_module('pip', run_name='__main__', alter_sys=True)\n";

static int
pip_runner_no_memory (pyvenv_context *cx)
{
  return pyvenv_fail (cx, ENOMEM, "cannot run pip");
}

/* ---- Which pip ------------------------------------------------------------ */

/* Takes NAME, a file of FOLDER, if it is a wheel of a pip that is newer than RET's. */
static int
pip_runner_offer (struct pip_runner *ret, const char *folder, const char *name)
{
  if (!string_starts_with (name, "pip-") || !string_ends_with (name, ".whl"))
    return 0;
  const char *version = arena_copy_bytes (ret->arena, name + 4,
                                          strcspn (name + 4, "-"));
  if (version == NULL)
    return pip_runner_no_memory (ret->cx);
  if (ret->version != NULL && version_compare_text (version, ret->version) <= 0)
    return 0;
  ret->version = version;
  ret->wheel = arena_format (ret->arena, "%s/%s", folder, name);
  return ret->wheel != NULL ? 0 : pip_runner_no_memory (ret->cx);
}

/* Looks for wheels of pip in FOLDER, which need not exist. */
static int
pip_runner_look (struct pip_runner *ret, const char *folder)
{
  CLEAN_DIR DIR *dir
    = *folder == '/' ? folder_open (AT_FDCWD, folder) : NULL;
  struct dirent *entry;
  while (dir != NULL && (entry = folder_next (dir)) != NULL)
    if (pip_runner_offer (ret, folder, entry->d_name) < 0)
      return -1;
  return dir == NULL || errno == 0 ? 0
    : pyvenv_fail (ret->cx, errno, "cannot read '%s'", folder);
}

/* Where ensurepip finds its wheels: in the folder that the build of the interpreter
 * names, or else beside itself. */
static int
pip_runner_find_wheel (struct pip_runner *ret)
{
  const char *folder = pyvenv_python_fact (ret->cx, "wheel-pkg-dir");
  const char *stdlib = pyvenv_python_fact (ret->cx, "stdlib");
  if (folder != NULL && pip_runner_look (ret, folder) < 0)
    return -1;
  if (ret->version != NULL || stdlib == NULL)
    return 0;
  folder = arena_format (ret->arena, "%s/ensurepip/_bundled", stdlib);
  return folder != NULL ? pip_runner_look (ret, folder)
    : pip_runner_no_memory (ret->cx);
}

int
pip_runner_find (struct pip_runner *ret, pyvenv_context *cx,
                 struct arena *arena, const char *what)
{
  *ret = (struct pip_runner) { .cx = cx, .arena = arena };
  const struct wheel_module *module = modules_wheel (cx);
  if (module == NULL
      || module->installed (cx, arena, "pip", &ret->version) < 0)
    return -1;
  if (ret->version == NULL && pip_runner_find_wheel (ret) < 0)
    return -1;
  return ret->version != NULL ? 0
    : pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s takes pip, which the"
                      " environment does not have, and '%s' comes without one", what,
                      pyvenv_base_python (cx));
}

/* ---- Running it ----------------------------------------------------------- */

/* What pip says from the first error on. */
struct pip_runner_errors {
  unsigned count;
  char lines[PIP_RUNNER_LINES][PIP_RUNNER_WIDTH];
};

static int
pip_runner_on_line (void *data, pyvenv_context *cx, int stream,
                    const char *line)
{
  struct pip_runner_errors *errors = data;
  bool starts = string_starts_with (line, "ERROR: ");
  if ((starts || errors->count > 0) && errors->count < PIP_RUNNER_LINES
      && line[strspn (line, " \t")] != '\0')
    {
      char *copy = errors->lines[errors->count++];
      copy[0] = '\0';
      strncat (copy, starts ? line + strlen ("ERROR: ") : line,
               PIP_RUNNER_WIDTH - 1);
    }
  if ((pyvenv_options (cx) & PYVENV_VERBOSE) != 0)
    pyvenv_progress (cx, stream, line);
  return 0;
}

/* Puts what pip said in place of the status that it ended with. */
static int
pip_runner_explain (pyvenv_context *cx, const struct pip_runner_errors *errors,
                    const char *what)
{
  if (pyvenv_error_kind (cx) == PYVENV_ERROR_INTERRUPTED)
    return -1;
  if (errors->count == 0)
    return pyvenv_fail (cx, 0, "%s", what);
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_add (&text, what);
  for (unsigned i = 0; i < errors->count; i++)
    text_addf (&text, "%s%s", i == 0 ? ": " : "\n  | ", errors->lines[i]);
  int kind = pyvenv_error_kind (cx);
  pyvenv_clear_error (cx);
  return pyvenv_fail_as (cx, kind, 0, "%s", text_string (&text));
}

int
pip_runner_run (const struct pip_runner *pip,
                const struct string_vector *arguments, const char *what)
{
  pyvenv_context *cx = pip->cx;
  CLEAN_FREE char *folder = getcwd (NULL, 0);
  if (folder == NULL)
    return pyvenv_fail (cx, errno, "cannot find the working directory");
  const char *const first[] = {
    "-c", pip_runner_script, folder, pip->wheel != NULL ? pip->wheel : ""
  };
  size_t count = sizeof first / sizeof *first;
  const char **argv = arena_zeroed (pip->arena, (count + arguments->count + 1)
                                    * sizeof *argv);
  if (argv == NULL)
    return pip_runner_no_memory (cx);
  memcpy (argv, first, sizeof first);
  for (size_t i = 0; i < arguments->count; i++)
    argv[count + i] = arguments->items[i];
  struct pip_runner_errors errors = { .count = 0 };
  return pyvenv_run_python (cx, argv, pip_runner_on_line, &errors, NULL) == 0
    ? 0 : pip_runner_explain (cx, &errors, what);
}
