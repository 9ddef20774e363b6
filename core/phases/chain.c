/* chain.c: one phase through all plugins, outside in, then the built-in. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "phases.h"

struct pyvenv_next {
  pyvenv_context *cx;
  const struct phase *phase;
  size_t index;                 /* of the first plugin not yet asked */
  bool called;
};

/* The outermost plugin from INDEX on that overrides PHASE; the number of
 * plugins where there is none. */
static size_t
chain_find (const struct plugin_list *list, const struct phase *phase,
            size_t index)
{
  while (index < list->count
         && phase_hook (phase, &list->items[index]->plugin) == NULL)
    index++;
  return index;
}

static int
chain_built_in (pyvenv_context *cx, const struct phase *phase)
{
  if (context_check_cancelled (cx) < 0)
    return -1;
  if (phase->number != PYVENV_ENSURE_DIRECTORIES)
    cx->prompt_is_used = true;
  pyvenv_debug (cx, "%s: built in", phase->name);
  return phase->built_in (cx);
}

/* The plugin INDEX, or the built-in behaviour behind the last one.  The return
 * value is the truth: 0 clears what a hook recorded and then mended. */
static int
chain_call (pyvenv_context *cx, const struct phase *phase, size_t index)
{
  const struct plugin_list *list = &cx->setup->plugins;
  const struct loaded *outer = cx->report.speaker;
  int result;

  index = chain_find (list, phase, index);
  if (index == list->count)
    {
      cx->report.speaker = NULL;
      result = chain_built_in (cx, phase);
      cx->report.speaker = outer;
      return result;
    }

  const struct loaded *loaded = list->items[index];
  struct pyvenv_next next = { cx, phase, index + 1, false };
  cx->report.speaker = NULL;
  pyvenv_debug (cx, "%s: plugin %s", phase->name, loaded->plugin.name);
  cx->report.speaker = loaded;
  result = phase_hook (phase, &loaded->plugin) (loaded->self, cx, &next);
  if (result == 0)
    pyvenv_clear_error (cx);
  else
    context_name_culprit (cx, loaded, phase->name);
  cx->report.speaker = outer;
  return result == 0 ? 0 : -1;
}

int
pyvenv_call_next (pyvenv_next *next)
{
  if (next->called)
    return pyvenv_fail (next->cx, 0, "called the next hook of %s twice",
                        next->phase->name);
  next->called = true;
  return chain_call (next->cx, next->phase, next->index);
}

int
pyvenv_next_phase (const pyvenv_next *next)
{
  return next->phase->number;
}

int
chain_run (pyvenv_context *cx, const struct phase *phase)
{
  if (chain_call (cx, phase, 0) < 0)
    return -1;
  if (phase->number != PYVENV_ENSURE_DIRECTORIES)
    cx->prompt_is_used = true;
  return context_flush_cfg (cx);
}
