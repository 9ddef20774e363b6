/* chain.c: one phase through all plugins, outside in, then the built-in. */
#include <config.h>

#include "context.h"
#include "phases.h"

#include <string.h>

struct pyvenv_next {
  pyvenv_context *cx;
  const struct phase *phase;
  size_t index;                 /* of the first plugin not yet asked */
  bool called;
};

static int
phase_nothing (pyvenv_context *cx)
{
  (void) cx;
  return 0;
}

const struct phase phases[PHASE_COUNT] = {
  { PYVENV_ENSURE_DIRECTORIES, "ensure_directories",
    offsetof (struct pyvenv_plugin, ensure_directories), phase_directories },
  { PYVENV_CREATE_CONFIGURATION, "create_configuration",
    offsetof (struct pyvenv_plugin, create_configuration),
    phase_configuration },
  { PYVENV_SETUP_PYTHON, "setup_python",
    offsetof (struct pyvenv_plugin, setup_python), phase_python },
  { PYVENV_SETUP_SCRIPTS, "setup_scripts",
    offsetof (struct pyvenv_plugin, setup_scripts), phase_scripts },
  { PYVENV_POST_SETUP, "post_setup",
    offsetof (struct pyvenv_plugin, post_setup), phase_nothing },
  { PYVENV_UPGRADE_DEPENDENCIES, "upgrade_dependencies",
    offsetof (struct pyvenv_plugin, upgrade_dependencies), phase_upgrade },
};

static pyvenv_hook *
chain_hook (const struct loaded *loaded, const struct phase *phase)
{
  pyvenv_hook *hook;
  memcpy (&hook, (const char *) &loaded->plugin + phase->hook, sizeof hook);
  return hook;
}

/* The outermost plugin from INDEX on that overrides PHASE; the number of
 * plugins where there is none. */
static size_t
chain_find (const struct plugin_list *list, const struct phase *phase,
            size_t index)
{
  while (index < list->count
         && chain_hook (list->items[index], phase) == NULL)
    index++;
  return index;
}

static int
chain_built_in (pyvenv_context *cx, const struct phase *phase)
{
  if (pyvenv_cancelled (cx))
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
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
  const struct loaded *outer = cx->plugin;
  int result;

  index = chain_find (list, phase, index);
  if (index == list->count)
    {
      cx->plugin = NULL;
      result = chain_built_in (cx, phase);
      cx->plugin = outer;
      return result;
    }

  const struct loaded *loaded = list->items[index];
  struct pyvenv_next next = { cx, phase, index + 1, false };
  cx->plugin = NULL;
  pyvenv_debug (cx, "%s: plugin %s", phase->name, loaded->plugin.name);
  cx->plugin = loaded;
  result = chain_hook (loaded, phase) (loaded->self, cx, &next);
  if (result == 0)
    pyvenv_clear_error (cx);
  else
    context_name_culprit (cx, loaded, phase->name);
  cx->plugin = outer;
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
chain_run (pyvenv_context *cx, const struct phase *phase)
{
  if (chain_call (cx, phase, 0) < 0)
    return -1;
  cx->prompt_is_used = true;
  return context_flush_cfg (cx);
}
