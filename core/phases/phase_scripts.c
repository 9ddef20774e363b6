/* phase_scripts.c: the activation scripts. */
#include <config.h>

#include "activation.h"
#include "context.h"
#include "modules.h"
#include "option_table.h"
#include "phases.h"
#include "template.h"
#include "text.h"

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

int
phase_scripts (pyvenv_context *cx)
{
  const struct template_value *values = context_values (cx);
  if (values == NULL)
    return -1;

  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (const struct activation_script *script = activation_scripts;
       script->name != NULL; script++)
    {
      if (!scripts_are_wanted (cx, script))
        continue;
      text.length = 0;
      template_fill (&text, script->source, script->length, values,
                     quote_style_of (script->name));
      const char *relpath = pyvenv_format (cx, "%s/%s", cx->bin_name,
                                           script->name);
      if (text.failed || relpath == NULL)
        return context_no_memory (cx);
      if (pyvenv_write_file (cx, relpath, text_string (&text), text.length,
                             SCRIPT_MODE) < 0)
        return -1;
    }
  return 0;
}
