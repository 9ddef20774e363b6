/* phase_configuration.c: pyvenv.cfg. */
#include <config.h>

#include "builder.h"
#include "cleanup.h"
#include "file.h"
#include "phases.h"
#include "tree.h"

#include <string.h>
#include <strings.h>

/* venv of 3.8 and later writes the prompt, 3.11 and later the rest. */
#define PROMPT_SINCE 8
#define COMMAND_SINCE 11

/* The file of the environment that is upgraded. */
static void
configuration_read_old (pyvenv_context *cx, struct cfg *old)
{
  size_t length;
  CLEAN_FREE char *bytes = file_read (tree_fd (cx), "pyvenv.cfg", 64 << 10,
                                      &length);
  if (bytes != NULL && cfg_parse (old, &cx->arena, bytes, length) < 0)
    cfg_release (old);
}

/* --upgrade keeps what an environment is, unless the user says otherwise. */
static int
configuration_keep (pyvenv_context *cx, const struct cfg *old)
{
  const char *site = cfg_get (old, "include-system-site-packages");
  if (site != NULL && strcasecmp (site, "true") == 0)
    cx->options |= PYVENV_SYSTEM_SITE;

  const char *prompt = cfg_get (old, "prompt");
  if (prompt != NULL && cx->raw_prompt == NULL)
    {
      const char *text = cfg_unrepr (&cx->arena, prompt);
      if (text == NULL)
        return context_no_memory (cx);
      if (pyvenv_set_prompt (cx, text) == 0)
        return 0;
      pyvenv_warn (cx, "the prompt of '%s' is not kept: %s", cx->env_dir,
                   pyvenv_last_error (cx));
      pyvenv_clear_error (cx);
    }
  return 0;
}

/* Packages live in a folder named after X.Y, so they are lost to sight when X.Y
 * changes; venv does not say so. */
static void
configuration_compare (pyvenv_context *cx, const struct cfg *old)
{
  const char *version = cfg_get (old, "version");
  if (version == NULL)
    version = cfg_get (old, "version_info");
  char *end;
  long major = version != NULL ? strtol (version, &end, 10) : 0;
  if (version == NULL || *end != '.')
    return;
  long minor = strtol (end + 1, NULL, 10);
  if (major != cx->python.major || minor != cx->python.minor)
    pyvenv_warn (cx, "'%s' moves from Python %ld.%ld to %d.%d: packages in "
                 "lib/python%ld.%ld are not seen any more, install them again",
                 cx->env_dir, major, minor, cx->python.major, cx->python.minor,
                 major, minor);
}

/* The line that has the same effect with the interpreter's own venv, so that
 * whoever replays it needs nothing of ours.  venv quotes nothing here. */
static void
configuration_add_command (pyvenv_context *cx, struct text *text)
{
  text_addf (text, "%s -m venv", cx->python.executable);
  if (cx->is_copy)
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
  text_addf (text, " %s", cx->env_dir);
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

int
phase_configuration (pyvenv_context *cx)
{
  if ((cx->options & PYVENV_UPGRADE) != 0 && cx->was_env)
    {
      struct cfg old = { 0 };
      configuration_read_old (cx, &old);
      configuration_compare (cx, &old);
      phase_python_keep_copies (cx);
      int kept = configuration_keep (cx, &old);
      cfg_release (&old);
      if (kept < 0)
        return -1;
    }

  const char *home = configuration_home (cx);
  if (home == NULL)
    return context_no_memory (cx);
  bool site = (cx->options & PYVENV_SYSTEM_SITE) != 0;
  if (pyvenv_cfg_set (cx, "home", home) < 0
      || pyvenv_cfg_set (cx, "include-system-site-packages",
                         site ? "true" : "false") < 0
      || pyvenv_cfg_set (cx, "version", cx->python.version) < 0
      || configuration_set_prompt (cx) < 0
      || configuration_set_command (cx) < 0)
    return -1;
  return context_flush_cfg (cx);
}
