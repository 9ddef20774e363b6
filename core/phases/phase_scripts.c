/* phase_scripts.c: the activation scripts. */
#include <config.h>

#include "activation.h"
#include "context.h"
#include "phases.h"
#include "template.h"
#include "text.h"

/* Sourced, not run. */
#define SCRIPT_MODE 0644

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
      if (cx->python.minor < script->since_minor)
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
