/* phase_configuration.c: pyvenv.cfg. */
#include <config.h>

#include "cleanup.h"
#include "context.h"
#include "file.h"
#include "modules.h"
#include "phases.h"
#include "tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* venv of 3.8 and later writes the prompt, 3.11 and later the rest. */
#define PROMPT_SINCE 8
#define COMMAND_SINCE 11

/* PEP 838. */
#define PYTHON_VERSION_SINCE 16

/* The file of the environment that is upgraded.  Without it the environment would
 * become another one, so that it cannot be read is an error. */
static int
configuration_read_old (pyvenv_context *cx, struct cfg *old)
{
  size_t length;
  CLEAN_FREE char *bytes = file_read (tree_fd (&cx->tree), "pyvenv.cfg",
                                      64 << 10, &length);
  if (bytes == NULL || cfg_parse (old, &cx->arena, bytes, length) < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", cx->cfg_path);
  return 0;
}

/* --upgrade keeps what an environment is, unless the user says otherwise. */
static int
configuration_keep (pyvenv_context *cx, const struct cfg *old)
{
  const char *site = cfg_get (old, "include-system-site-packages");
  if (site != NULL && strcasecmp (site, "true") == 0)
    cx->options |= PYVENV_SYSTEM_SITE;

  if (variables_recall (&cx->variables, &cx->arena, &cx->report, old) < 0)
    return -1;

  const char *relocatable = cfg_get (old, "relocatable");
  if (relocatable != NULL && strcasecmp (relocatable, "true") == 0)
    cx->is_relocatable = true;

  const char *prompt = cfg_get (old, "prompt");
  if (prompt != NULL && cx->raw_prompt == NULL)
    {
      const char *text = cfg_unrepr (&cx->arena, prompt);
      if (text == NULL)
        return context_no_memory (cx);
      if (context_set_prompt (cx, text) == 0)
        return 0;
      pyvenv_warn (cx, "the prompt of '%s' is not kept: %s", cx->env_dir,
                   pyvenv_last_error (cx));
      pyvenv_clear_error (cx);
    }
  return 0;
}

/* Whether OLD is of another X.Y than the interpreter; then *MAJOR and *MINOR
 * are its own; *MAJOR is 0 where OLD does not say. */
static bool
configuration_moves (const pyvenv_context *cx, const struct cfg *old,
                     long *major, long *minor)
{
  const char *version = cfg_get (old, "version");
  if (version == NULL)
    version = cfg_get (old, "version_info");
  char *end = NULL;
  *major = version != NULL ? strtol (version, &end, 10) : 0;
  if (end == NULL || *end != '.')
    *major = 0;
  if (*major == 0)
    return false;
  *minor = strtol (end + 1, NULL, 10);
  return *major != cx->python.major || *minor != cx->python.minor;
}

/* Packages live in a folder named after X.Y, so they are lost to sight when X.Y
 * changes; venv does not say so. */
static void
configuration_compare (pyvenv_context *cx, const struct cfg *old)
{
  long major, minor;
  if (configuration_moves (cx, old, &major, &minor))
    pyvenv_warn (cx, "'%s' moves from Python %ld.%ld to %d.%d: packages in "
                 "lib/python%ld.%ld are not seen any more, install them again",
                 cx->env_dir, major, minor, cx->python.major, cx->python.minor,
                 major, minor);
}

static bool
configuration_has_folder (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  return relpath != NULL
    && fstatat (tree_fd (&cx->tree), relpath, &st, 0) == 0
    && S_ISDIR (st.st_mode);
}

/* The name of the build that the environment, of Python MAJOR.MINOR, has packages
 * for: "pypy3.11", "python3.13t"; or NULL where it has none. */
static const char *
configuration_old_build (pyvenv_context *cx, long major, long minor)
{
  static const struct {
    const char *name, *suffix;
  } builds[] = { { "python", "" }, { "python", "t" }, { "pypy", "" } };
  for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++)
    {
      const char *build = pyvenv_format (cx, "%s%ld.%ld%s", builds[i].name,
                                         major, minor, builds[i].suffix);
      if (build != NULL
          && configuration_has_folder (cx, pyvenv_format (cx, "lib/%s/"
                                                          "site-packages",
                                                          build)))
        return build;
    }
  return NULL;
}

/* How to keep the interpreter that OLD was made of, of which BUILD is the name;
 * "" where it is gone. */
static const char *
configuration_hint (pyvenv_context *cx, const struct cfg *old,
                    const char *build)
{
  const char *home = cfg_get (old, "home");
  const char *path = home == NULL || *home != '/' ? NULL
    : pyvenv_format (cx, "%s/%s", home, build);
  if (path == NULL || access (path, X_OK) < 0)
    path = cfg_get (old, "executable");
  const char *hint = path == NULL || *path != '/' || access (path, X_OK) < 0
    ? "" : pyvenv_format (cx, "; -p '%s' stays", path);
  return hint != NULL ? hint : "";
}

/* Refuses to move the environment of OLD to another version, or from one build
 * of a version to another, as from PyPy to CPython. */
static int
configuration_check_old (pyvenv_context *cx, const struct cfg *old)
{
  long major, minor;
  const struct interpreter *python = &cx->python;
  bool moves = configuration_moves (cx, old, &major, &minor);
  if (major == 0)
    return 0;
  const char *build = configuration_old_build (cx, major, minor);
  if (!moves && (build == NULL
                 || configuration_has_folder (cx, python->env_purelib)))
    return 0;

  if (build == NULL)
    build = pyvenv_format (cx, "python%ld.%ld", major, minor);
  if (build == NULL)
    return -1;
  const char *hint = configuration_hint (cx, old, build);
  if (!moves)
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0, "it is of %s, and %s is "
                           "another build (-p '%s' moves it there%s)", build,
                           python->executable, python->executable, hint);
  return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0, "it is of Python %ld.%ld, "
                         "and %s is %d.%d (-p %d.%d moves it there%s)", major,
                         minor, python->executable, python->major,
                         python->minor, python->major, python->minor, hint);
}

int
phase_configuration_check (pyvenv_context *cx)
{
  const char *asked = context_option (cx, "python");
  if ((cx->options & PYVENV_UPGRADE) == 0 || !cx->tree.was_env
      || (asked != NULL && *asked != '\0'))
    return 0;
  struct cfg old = { 0 };
  int result = configuration_read_old (cx, &old);
  if (result == 0)
    result = configuration_check_old (cx, &old);
  cfg_release (&old);
  return result;
}

/* The line that has the same effect with the interpreter's own venv, so that
 * whoever replays it needs nothing of ours.  venv quotes nothing here. */
static void
configuration_add_command (pyvenv_context *cx, struct text *text)
{
  text_addf (text, "%s -m venv", cx->python.executable);
  if (cx->tree.copies)
    text_add (text, " --copies");
  if ((cx->options & PYVENV_WITHOUT_PIP) != 0)
    text_add (text, " --without-pip");
  if ((cx->options & PYVENV_SYSTEM_SITE) != 0)
    text_add (text, " --system-site-packages");
  if ((cx->options & PYVENV_CLEAR) != 0)
    text_add (text, " --clear");
  if ((cx->options & PYVENV_UPGRADE) != 0)
    text_add (text, " --upgrade");
  if ((cx->options & PYVENV_UPGRADE_DEPS) != 0)
    text_add (text, " --upgrade-deps");
  if (cx->raw_prompt != NULL)
    text_addf (text, " --prompt=\"%s\"", cx->raw_prompt);
  if (cx->python.minor >= 13 && !cx->scm_ignore)
    text_add (text, " --without-scm-ignore-files");
  text_addf (text, " %s", cx->final_dir);
}

static int
configuration_set_prompt (pyvenv_context *cx)
{
  CLEAN_TEXT struct text prompt = TEXT_EMPTY;
  if (cx->raw_prompt == NULL || cx->python.minor < PROMPT_SINCE)
    return 0;
  cfg_add_repr (&prompt, cx->prompt);
  return prompt.failed ? context_no_memory (cx)
         : pyvenv_cfg_set (cx, "prompt", text_string (&prompt));
}

static int
configuration_set_command (pyvenv_context *cx)
{
  CLEAN_TEXT struct text command = TEXT_EMPTY;
  if (cx->python.minor < COMMAND_SINCE)
    return 0;
  configuration_add_command (cx, &command);
  if (command.failed)
    return context_no_memory (cx);
  if (pyvenv_cfg_set (cx, "executable", cx->python.real_executable) < 0)
    return -1;
  return pyvenv_cfg_set (cx, "command", text_string (&command));
}

/* The folder of the base interpreter. */
static const char *
configuration_home (pyvenv_context *cx)
{
  const char *path = cx->python.base_executable;
  const char *slash = strrchr (path, '/');
  return arena_copy_bytes (&cx->arena, path,
                           slash == path ? 1 : (size_t) (slash - path));
}

static int
configuration_set (pyvenv_context *cx)
{
  const char *home = configuration_home (cx);
  if (home == NULL)
    return context_no_memory (cx);
  bool site = (cx->options & PYVENV_SYSTEM_SITE) != 0;
  char python_version[32];
  snprintf (python_version, sizeof python_version, "%d.%d", cx->python.major,
            cx->python.minor);
  if (pyvenv_cfg_set (cx, "home", home) < 0
      || pyvenv_cfg_set (cx, "include-system-site-packages",
                         site ? "true" : "false") < 0
      || pyvenv_cfg_set (cx, "version", cx->python.version) < 0
      || (cx->python.minor >= PYTHON_VERSION_SINCE
          && pyvenv_cfg_set (cx, "python-version", python_version) < 0)
      || configuration_set_prompt (cx) < 0
      || configuration_set_command (cx) < 0
      || (cx->is_relocatable
          && pyvenv_cfg_set (cx, "relocatable", "true") < 0))
    return -1;
  return 0;
}

/* The key is written by venv, or says of the interpreter what may be wrong
 * after an upgrade, as virtualenv and uv have it. */
static bool
configuration_is_own (const char *key)
{
  static const char *const own[] = {
    "home", "include-system-site-packages", "version", "prompt", "executable",
    "python-version",
    "command", "version_info", "implementation", "base-prefix",
    "base-exec-prefix", "base-executable"
  };
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
    if (strcasecmp (key, own[i]) == 0)
      return true;
  return false;
}

/* What plugins have put into the file when the environment was made stays: most
 * do that in post_setup, which an upgrade leaves out. */
static int
configuration_keep_foreign (pyvenv_context *cx, const struct cfg *old)
{
  for (size_t i = 0; i < old->count; i++)
    {
      const struct cfg_line *line = &old->lines[i];
      if (!configuration_is_own (line->key)
          && pyvenv_cfg_get (cx, line->key) == NULL
          && pyvenv_cfg_set (cx, line->key, line->value) < 0)
        return -1;
    }
  return 0;
}

int
phase_configuration (pyvenv_context *cx)
{
  struct cfg old = { 0 };
  int result = 0;
  if ((cx->options & PYVENV_UPGRADE) != 0 && cx->tree.was_env)
    {
      result = configuration_read_old (cx, &old);
      configuration_compare (cx, &old);
      phase_python_keep_copies (cx);
      if (result == 0)
        result = configuration_keep (cx, &old);
    }
  if (result == 0)
    result = configuration_set (cx);
  if (result == 0)
    result = configuration_keep_foreign (cx, &old);
  cfg_release (&old);
  return result == 0 ? context_flush_cfg (cx) : -1;
}
