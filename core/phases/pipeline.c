/* pipeline.c: one environment from start to end. */
#include <config.h>

#include "pipeline.h"

#include "child.h"
#include "context.h"
#include "modules.h"
#include "phases.h"
#include "target.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Every plugin is asked before anything changes. */
static int
pipeline_check (struct pyvenv_context *cx)
{
  const struct plugin_list *list = &cx->setup->plugins;
  for (size_t i = 0; i < list->count; i++)
    {
      const struct loaded *loaded = list->items[i];
      if (loaded->plugin.check == NULL)
        continue;
      cx->report.speaker = loaded;
      int result = loaded->plugin.check (loaded->self, cx);
      cx->report.speaker = NULL;
      if (result != 0)
        {
          context_name_culprit (cx, loaded, "check");
          return -1;
        }
      pyvenv_clear_error (cx);
    }
  return 0;
}

/* Where there is no environment to upgrade, --upgrade makes one. */
static bool
pipeline_skips (const struct pyvenv_context *cx, const struct phase *phase)
{
  if (phase->when == PHASE_UPGRADE_DEPS)
    return (cx->options & PYVENV_UPGRADE_DEPS) == 0;
  return phase->when == PHASE_NOT_IN_UPGRADE
    && (cx->options & PYVENV_UPGRADE) != 0 && cx->tree.was_env;
}

/* Runs the phases; *FAILED is the one that failed, or 0. */
static int
pipeline_phases (struct pyvenv_context *cx, int *failed)
{
  for (size_t i = 0; i < PHASE_COUNT; i++)
    {
      if (pipeline_skips (cx, &phases[i]))
        continue;
      *failed = phases[i].number;
      if (context_check_cancelled (cx) < 0 || chain_run (cx, &phases[i]) < 0)
        return -1;
    }

  /* What was asked for in the last phase comes too late for that phase, but
   * nothing is final yet. */
  if (context_check_cancelled (cx) < 0)
    return -1;
  *failed = 0;
  return 0;
}

/* Tells one plugin how it ended: it finds ERROR, or none, in the context. */
static void
pipeline_tell (struct pyvenv_context *cx, const struct loaded *loaded,
               int failed, const char *error, int kind)
{
  cx->report.error = error != NULL ? strdup (error) : NULL;
  cx->report.kind = kind;
  cx->report.speaker = loaded;
  loaded->plugin.build_done (loaded->self, cx, failed);
  if (cx->report.error != NULL
      && (error == NULL || strcmp (cx->report.error, error) != 0))
    pyvenv_warn (cx, "build_done: %s", cx->report.error);
  cx->report.speaker = NULL;
  pyvenv_clear_error (cx);
}

/* Tells every plugin how it ended, innermost first.  What goes wrong there is
 * shown as a warning and changes nothing. */
static void
pipeline_done (struct pyvenv_context *cx, int failed)
{
  cx->is_over = true;
  const struct plugin_list *list = &cx->setup->plugins;
  char *error = cx->report.error;
  int kind = cx->report.kind;
  cx->report.error = NULL;

  for (size_t i = list->count; i-- > 0;)
    if (list->items[i]->plugin.build_done != NULL)
      pipeline_tell (cx, list->items[i], failed, error, kind);
  child_end_all (cx);
  cx->report.error = error;
  cx->report.kind = kind;
}

/* The variables of INI files. */
static int
pipeline_take_variables (struct pyvenv_context *cx)
{
  for (const struct activation_variable *variable = cx->setup->variables.first;
       variable != NULL; variable = variable->next)
    if (variables_add (&cx->variables, &cx->arena, &cx->report, variable->name,
                       variable->value, variable->how) < 0)
      return -1;
  return 0;
}

/* Locks ENV_DIR, runs the phases and makes what they did final. */
static int
pipeline_build (struct pyvenv_context *cx, int *failed)
{
  if (tree_begin (&cx->tree) < 0 || phase_configuration_check (cx) < 0
      || pipeline_phases (cx, failed) < 0)
    return -1;
  *failed = PYVENV_NO_PHASE;
  if ((cx->options & PYVENV_UPGRADE) != 0 && cx->tree.was_env
      && phase_scripts_renew (cx) < 0)
    return -1;
  struct redirect redirect;
  struct late_file late;
  if (final_check (cx) < 0 || reproducible_prepare (cx) < 0
      || late_file_prepare (cx, &late) < 0)
    return -1;
  int result = redirect_prepare (cx, &redirect);
  if (result < 0)
    {
      int finished = late_file_finish (cx, &late, false);
      return finished < 0 ? finished : result;
    }
  result = tree_commit (&cx->tree);
  if (late_file_finish (cx, &late, result == 0) < 0
      || redirect_finish (cx, &redirect, result == 0) < 0 || result < 0
      || reproducible_finish (cx) < 0)
    return -1;
  *failed = 0;
  return 0;
}

/* Whoever was asked is told: of success once nothing can go wrong any more, of
 * failure while what is to be undone can still be looked at. */
static int
pipeline_try (struct pyvenv_context *cx, const char *env_dir)
{
  if (context_set_env (cx, env_dir) < 0 || target_check (&cx->tree) < 0
      || redirect_check (cx) < 0 || reproducible_check (cx) < 0
      || pipeline_take_variables (cx) < 0)
    return -1;
  int failed = PYVENV_NO_PHASE;
  int result = pipeline_check (cx);
  if (result == 0)
    result = pipeline_build (cx, &failed);
  pipeline_done (cx, failed);
  if (result < 0)
    tree_roll_back (&cx->tree);
  return result;
}

/* What could not be done to ENV_DIR, which is as it was before. */
static const char *
pipeline_purpose (const struct pyvenv_context *cx, const char *env_dir)
{
  if (access (env_dir, F_OK) < 0)
    return "create";
  return context_flag (cx, "upgrade") ? "upgrade"
    : context_flag (cx, "clear") ? "clear and create" : "create";
}

/* A name that is far too long would hide what is wrong with it. */
#define PIPELINE_SHOWN 400

/* Tells how it ended with ENV_DIR, to which PURPOSE was to be done. */
static int
pipeline_finish (struct pyvenv_context *cx, const char *purpose,
                 const char *env_dir, int result)
{
  size_t length = strlen (env_dir);
  size_t shown = length <= PIPELINE_SHOWN ? length : PIPELINE_SHOWN / 8;
  if (result < 0)
    pyvenv_fail (cx, 0, "cannot %s '%.*s%s'", purpose, (int) shown, env_dir,
                 shown < length ? "..." : "");

  struct pyvenv_event event = { .kind = PYVENV_EVENT_FINISHED, .context = cx,
                                .text = result < 0 ? pyvenv_last_error (cx)
                                        : NULL };
  context_notify (cx, &event);
  return result;
}

int
pipeline_run (struct pyvenv_context *cx, const char *env_dir)
{
  int result = pipeline_try (cx, env_dir);
  const char *purpose = result < 0 ? pipeline_purpose (cx, env_dir) : NULL;
  return pipeline_finish (cx, purpose, env_dir, result);
}

/* What --upgrade does, and the scripts; packages stay. */
static int
pipeline_try_mend (struct pyvenv_context *cx, const char *env_dir)
{
  const struct wheel_module *module = modules_wheel (cx);
  if (module == NULL || context_set_env (cx, env_dir) < 0)
    return -1;
  cx->options |= PYVENV_UPGRADE;
  cx->tree.options = PYVENV_UPGRADE | (cx->options & PYVENV_FORCE);
  if (target_check (&cx->tree) < 0)
    return -1;
  int result = tree_begin (&cx->tree) < 0 || phase_configuration (cx) < 0
               || phase_python (cx) < 0 || phase_scripts_mend (cx) < 0
               || context_flush_cfg (cx) < 0 || module->moved (cx) < 0
               || final_check (cx) < 0
               || tree_commit (&cx->tree) < 0 ? -1 : 0;
  if (result < 0)
    tree_roll_back (&cx->tree);
  return result;
}

int
pipeline_mend (struct pyvenv_context *cx, const char *env_dir)
{
  int result = pipeline_try_mend (cx, env_dir);
  return pipeline_finish (cx, "mend", env_dir, result);
}
