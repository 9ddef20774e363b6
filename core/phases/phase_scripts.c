/* phase_scripts.c: the activation scripts. */
#include <config.h>

#include "activation_variables.h"
#include "context.h"
#include "modules.h"
#include "option_table.h"
#include "phases.h"
#include "template.h"
#include "text.h"
#include "tree.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* Sourced, not run. */
#define SCRIPT_MODE 0644

/* Those that "activators" names, without it what venv of this Python writes. */
static bool
scripts_are_wanted (const pyvenv_context *cx,
                    const struct activation_script *script)
{
  const char *activators = context_option (cx, "activators");
  return activators != NULL ? option_has_word (activators, script->activator)
    : cx->python.minor >= script->since_minor;
}

/* Whether the script is there. */
static bool
scripts_have (const pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  return fstatat (tree_fd (&cx->tree), relpath, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Fills in SCRIPT.  Where the environment may be moved, code that finds it stands for
 * its folder; the code has placeholders, too. */
static void
scripts_fill (const pyvenv_context *cx, const struct activation_script *script,
              const struct template_value *values, struct text *out)
{
  out->length = 0;
  if (!cx->is_relocatable || script->relocatable == NULL)
    {
      activation_variables_fill (out, script, values, &cx->variables);
      return;
    }
  CLEAN_TEXT struct text code = TEXT_EMPTY;
  template_fill (&code, script->relocatable, strlen (script->relocatable) - 1,
                 values, quote_style_of (script->name));
  const struct template_value moving[] = {
    { "__VENV_DIR__", text_string (&code), true },
    { "__VENV_PROMPT__", cx->prompt, false },
    { "__VENV_BIN_NAME__", cx->bin_name, false },
    { NULL, NULL, false }
  };
  activation_variables_fill (out, script, moving, &cx->variables);
  out->failed |= code.failed;
}

/* Writes the scripts; those that are there already if ONLY_OLD. */
static int
scripts_write (pyvenv_context *cx, bool only_old)
{
  const struct template_value *values = context_values (cx);
  if (values == NULL
      || variables_keep (&cx->variables, &cx->arena, &cx->report,
                         &cx->cfg) < 0)
    return -1;
  cx->variables_are_used = true;

  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (const struct activation_script *script = activation_scripts;
       script->name != NULL; script++)
    {
      const char *relpath = pyvenv_format (cx, "%s/%s", cx->bin_name,
                                           script->name);
      if (relpath == NULL)
        return -1;
      if (only_old ? !scripts_have (cx, relpath)
          : !scripts_are_wanted (cx, script))
        continue;
      scripts_fill (cx, script, values, &text);
      if (text.failed)
        return context_no_memory (cx);
      if (pyvenv_write_file (cx, relpath, text_string (&text), text.length,
                             SCRIPT_MODE) < 0)
        return -1;
    }
  return 0;
}

int
phase_scripts (pyvenv_context *cx)
{
  return scripts_write (cx, false);
}

int
phase_scripts_renew (pyvenv_context *cx)
{
  if (cx->variables.first == NULL)
    return 0;
  return scripts_write (cx, true) < 0 ? -1 : context_flush_cfg (cx);
}

int
phase_scripts_mend (pyvenv_context *cx)
{
  return scripts_write (cx, true);
}
