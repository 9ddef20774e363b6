/* resolve_ask.c: has pip choose versions, unless it was asked the same before. */
#include <config.h>

#include "resolve_ask.h"

#include "cleanup.h"
#include "file.h"
#include "pip_runner.h"
#include "pip_values.h"
#include "remove.h"
#include "resolve_kept.h"
#include "resolve_key.h"
#include "resolve_question.h"
#include "resolve_report.h"
#include "tree.h"
#include "version.h"

#include <errno.h>

/* The first pip that tells what it would install. */
#define RESOLVE_ASK_FIRST_PIP "22.2"

/* The folder of ENV_DIR for the answer begins so.  The answer holds the metadata of
 * all packages. */
#define RESOLVE_ASK_SCRATCH ".pyvenv-answer-"
#define RESOLVE_ASK_REPORT "report.json"
#define RESOLVE_ASK_LIMIT ((size_t) 256 << 20)

/* Reads what pip wrote into FOLDER of ENV_DIR. */
static int
resolve_ask_read (pyvenv_context *cx, const char *folder,
                  struct package_vector *ret)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  const char *name
    = arena_format (ret->arena, "%s/" RESOLVE_ASK_REPORT, folder);
  size_t length = 0;
  CLEAN_FREE char *bytes = name == NULL ? NULL
    : file_read (tree_fd (context_tree (cx)), name, RESOLVE_ASK_LIMIT,
                 &length);
  if (bytes == NULL)
    return pyvenv_fail (cx, errno, "cannot read what pip answered");
  if (resolve_report_read (ret, bytes, length, &report) == 0)
    return 0;
  return pyvenv_fail (cx, 0, "cannot use what pip answered: %s",
                      report_text (&report));
}

static int
resolve_ask_run (const struct pip_runner *pip,
                 const struct resolve_question *question, const char *folder)
{
  pyvenv_context *cx = pip->cx;
  struct string_vector arguments = { .arena = pip->arena };
  const char *report = arena_format (pip->arena, "%s/%s/" RESOLVE_ASK_REPORT,
                                     pyvenv_env_dir (cx), folder);
  if (report == NULL)
    return pyvenv_fail (cx, errno, "cannot run pip");
  const char *const words[] = {
    "install", "--dry-run", "--disable-pip-version-check", "--no-input",
    "--report", report,
    (pyvenv_options (cx) & PYVENV_VERBOSE) != 0 ? NULL : "--quiet", NULL
  };
  if (resolve_question_add (&arguments, cx, words) < 0
      || resolve_question_arguments (&arguments, cx, question) < 0)
    return -1;
  return pip_runner_run (pip, &arguments, "pip cannot find what is asked for");
}

/* Runs pip, which writes its answer into a folder of the environment. */
static int
resolve_ask_pip (const struct pip_runner *pip,
                 const struct resolve_question *question,
                 struct package_vector *ret)
{
  pyvenv_context *cx = pip->cx;
  char folder[64];
  if (tree_make_scratch (context_tree (cx), RESOLVE_ASK_SCRATCH, folder) < 0)
    return -1;
  int result = resolve_ask_run (pip, question, folder);
  if (result == 0)
    result = resolve_ask_read (cx, folder, ret);
  if (remove_tree (tree_fd (context_tree (cx)), folder) < 0)
    return pyvenv_fail (cx, errno, "cannot delete '%s/%s'",
                        pyvenv_env_dir (cx), folder);
  return result;
}

static int
resolve_ask_and_keep (const struct pip_runner *pip,
                      const struct resolve_question *question,
                      const struct resolve_key *key,
                      struct package_vector *ret)
{
  pyvenv_context *cx = pip->cx;
  if ((pyvenv_options (cx) & PYVENV_OFFLINE) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: pip has to"
                           " choose versions, which may take the network, and no"
                           " earlier answer is in the cache");
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Choosing versions ...");
  if (resolve_ask_pip (pip, question, ret) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  resolve_kept_add (ret, cx, key);
  return 0;
}

/* Whether what pip chooses can be installed as pip would.  1, 0 with the reason
 * recorded, or -1 after pyvenv_fail. */
static int
resolve_ask_is_ours (const struct pip_runner *pip)
{
  struct pip_values values;
  if (version_compare_text (pip->version, RESOLVE_ASK_FIRST_PIP) < 0)
    {
      pyvenv_fail (pip->cx, 0, "pip %s does not tell what it would install",
                   pip->version);
      return 0;
    }
  if (pip_values_read (pip->cx, pip->arena, &values) < 0)
    return -1;
  if (values.only_pip == NULL)
    return 1;
  pyvenv_fail (pip->cx, 0, "the settings of pip have '%s'", values.only_pip);
  return 0;
}

int
resolve_ask (pyvenv_context *cx, struct arena *arena,
             const struct resolve_question *question,
             struct resolve_answer *ret)
{
  struct pip_runner pip;
  struct resolve_key key;
  *ret = (struct resolve_answer) { .packages.arena = arena };
  if (pip_runner_find (&pip, cx, arena, "choosing versions") < 0)
    return -1;
  int ours = resolve_ask_is_ours (&pip);
  if (ours <= 0)
    return ours < 0 ? -1 : RESOLVE_BY_PIP;
  if (resolve_key_make (&key, cx, arena, question, &pip) < 0
      || context_search_begin (cx) < 0)
    return -1;
  int result = resolve_kept_find (&ret->packages, cx, &key, question,
                                  &ret->was_kept);
  if (result == 0)
    result = resolve_ask_and_keep (&pip, question, &key, &ret->packages);
  context_search_end (cx);
  return result < 0 ? -1 : 0;
}
