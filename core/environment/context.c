/* context.c: one environment while it is built: names, paths, keys. */
#include <config.h>

#include "context.h"

#include "file.h"

#include "child.h"
#include "cleanup.h"
#include "modules.h"
#include "path.h"
#include "system.h"
#include "text.h"
#include "tree.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first minor version of Python 3 whose venv writes a .gitignore. */
#define SCM_IGNORE_SINCE 13

void
context_init (struct pyvenv_context *cx, struct environment_setup *setup)
{
  *cx = (struct pyvenv_context) {
    .setup = setup,
    .report = { .owner = &context_report_owner, .data = cx },
    .tree = TREE_CLOSED,
  };
  cx->tree.report = &cx->report;
}

void
context_release (struct pyvenv_context *cx)
{
  child_end_all (cx);
  if (cx->locals != NULL)
    for (size_t i = 0; i < cx->setup->plugins.count; i++)
      free (cx->locals[i]);
  free (cx->locals);
  free (cx->values);
  string_vector_release (&cx->asked);
  report_clear (&cx->report);
  cfg_release (&cx->cfg);
  arena_release (&cx->arena);
}

/* ---- Names and paths ------------------------------------------------- */

const char *
context_absolute (struct pyvenv_context *cx, const char *env_dir)
{
  CLEAN_FREE char *path = path_absolute (env_dir);
  if (path == NULL)
    {
      path_no_working_directory (&cx->report, env_dir);
      return NULL;
    }
  const char *result = arena_copy (&cx->arena, path);
  if (result == NULL)
    context_no_memory (cx);
  return result;
}

/* Refuses names that make an environment that cannot work: they end up in PATH,
 * in pyvenv.cfg (UTF-8, one line a key) and in shebang lines. */
static int
context_check_name (struct pyvenv_context *cx, const char *env_dir)
{
  if (*env_dir == '\0')
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                           "ENV_DIR is an empty name; use '.' for the working "
                           "directory");
  if (string_has_control (env_dir))
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                           "the name contains a control character, which "
                           "pyvenv.cfg cannot hold");
  if (!string_is_utf8 (env_dir, strlen (env_dir)))
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                           "the path is not valid UTF-8, which pyvenv.cfg has "
                           "to be");
  return 0;
}

int
context_set_prompt (struct pyvenv_context *cx, const char *prompt)
{
  /* "." stands for the working directory, for all versions. */
  const char *shown = prompt;
  char cwd[PATH_MAX];
  if (strcmp (prompt, ".") == 0 && getcwd (cwd, sizeof cwd) != NULL)
    shown = strrchr (cwd, '/') + 1;
  if (string_has_control (shown) || !string_is_utf8 (shown, strlen (shown)))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "the prompt contains a control character or is not "
                           "valid UTF-8");

  cx->raw_prompt = arena_copy (&cx->arena, prompt);
  cx->prompt = arena_copy (&cx->arena, shown);
  return cx->raw_prompt != NULL && cx->prompt != NULL ? 0
         : context_no_memory (cx);
}

/* All paths that follow from ENV_DIR and the interpreter. */
static int
context_set_layout (struct pyvenv_context *cx)
{
  struct arena *arena = &cx->arena;
  const char *root = strcmp (cx->env_dir, "/") == 0 ? "" : cx->env_dir;

  const char *final = strcmp (cx->final_dir, "/") == 0 ? "" : cx->final_dir;
  cx->env_name = strrchr (cx->final_dir, '/') + 1;
  cx->bin_name = "bin";
  cx->python_name = strrchr (cx->python.base_executable, '/') + 1;
  cx->bin_dir = arena_format (arena, "%s/bin", root);
  cx->include_dir = arena_format (arena, "%s/%s", root, cx->python.env_include);
  cx->site_dir = arena_format (arena, "%s/%s", root, cx->python.env_purelib);
  cx->env_python = arena_format (arena, "%s/bin/%s", root, cx->python_name);
  cx->cfg_path = arena_format (arena, "%s/pyvenv.cfg", root);
  cx->final_python = arena_format (arena, "%s/bin/%s", final, cx->python_name);
  return cx->bin_dir != NULL && cx->include_dir != NULL && cx->site_dir != NULL
         && cx->env_python != NULL && cx->cfg_path != NULL
         && cx->final_python != NULL
         ? 0 : context_no_memory (cx);
}

static int
context_make_locals (struct pyvenv_context *cx)
{
  const struct plugin_list *list = &cx->setup->plugins;
  if (list->count == 0)
    return 0;
  cx->locals = calloc (list->count, sizeof *cx->locals);
  if (cx->locals == NULL)
    return context_no_memory (cx);
  for (size_t i = 0; i < list->count; i++)
    {
      uint32_t size = list->items[i]->plugin.local_size;
      if (size > 0 && (cx->locals[i] = calloc (1, size)) == NULL)
        return context_no_memory (cx);
    }
  return 0;
}

/* By default where something can be lost. */
static bool
context_is_durable (const struct pyvenv_context *cx)
{
  const char *durable = context_option (cx, "durable");
  if (durable == NULL || strcmp (durable, "auto") == 0)
    return (cx->options & (PYVENV_CLEAR | PYVENV_UPGRADE)) != 0;
  return strcmp (durable, "yes") == 0;
}

/* What the tree has to know. */
static void
context_set_tree (struct pyvenv_context *cx)
{
  const char *timeout = context_option (cx, "lock-timeout");
  cx->tree.env_dir = cx->env_dir;
  cx->tree.options = cx->options;
  cx->tree.copies = context_flag (cx, "copies");
  cx->tree.durable = context_is_durable (cx);
  cx->tree.lock_timeout = timeout != NULL ? strtol (timeout, NULL, 10)
                                          : LOCK_TIMEOUT_SECONDS;
}

/* The absolute form of ENV_DIR; NULL after refusing it. */
static const char *
context_set_place (struct pyvenv_context *cx, const char *env_dir)
{
  if (context_check_name (cx, env_dir) < 0)
    return NULL;
  const char *path = context_absolute (cx, env_dir);
  if (path == NULL || context_check_name (cx, path) < 0)
    return NULL;
  if (strchr (path, ':') == NULL)
    return path;
  pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0, "the path '%s' contains ':', which "
                  "separates the folders of PATH", path);
  return NULL;
}

int
context_set_env (struct pyvenv_context *cx, const char *env_dir)
{
  cx->env_dir = context_set_place (cx, env_dir);
  const char *final = context_option (cx, "final-path");
  cx->final_dir = final == NULL ? cx->env_dir : context_set_place (cx, final);
  if (cx->env_dir == NULL || cx->final_dir == NULL)
    return -1;
  cx->is_relocatable = context_flag (cx, "relocatable");

  cx->options = cx->setup->options;
  context_set_tree (cx);
  if (!cx->tree.copies)
    cx->options |= PYVENV_SYMLINKS;
  cx->python = cx->setup->python;
  const char *without = context_option (cx, "without-scm-ignore-files");
  cx->scm_ignore = without == NULL ? cx->python.minor >= SCM_IGNORE_SINCE
    : strcmp (without, "false") == 0;

  if (context_set_layout (cx) < 0 || context_make_locals (cx) < 0)
    return -1;
  cx->prompt = cx->env_name;
  const char *prompt = context_option (cx, "prompt");
  return prompt != NULL ? context_set_prompt (cx, prompt) : 0;
}

int
pyvenv_set_prompt (pyvenv_context *cx, const char *prompt)
{
  if (cx->prompt_is_used)
    return pyvenv_fail (cx, 0, "the prompt can only be changed in check, and "
                        "before create_configuration goes on");
  return context_set_prompt (cx, prompt);
}

/* ---- Placeholders ---------------------------------------------------- */

#define OWN_VALUES 5

/* The table has room for the core's values and the final NULL in front of
 * which plugins' values stand, so that it is filled in place. */
const struct template_value *
context_values (struct pyvenv_context *cx)
{
  struct template_value *values
    = reallocarray (cx->values, cx->value_count + OWN_VALUES + 1,
                    sizeof *values);
  if (values == NULL)
    {
      context_no_memory (cx);
      return NULL;
    }
  cx->values = values;

  const struct template_value own[OWN_VALUES + 1] = {
    { "__VENV_DIR__", cx->final_dir, false },
    { "__VENV_NAME__", cx->env_name, false },
    { "__VENV_PROMPT__", cx->prompt, false },
    { "__VENV_BIN_NAME__", cx->bin_name, false },
    { "__VENV_PYTHON__", cx->final_python, false },
    { NULL, NULL, false },
  };
  memcpy (values + cx->value_count, own, sizeof own);
  return values;
}

int
pyvenv_define (pyvenv_context *cx, const char *name, const char *value)
{
  size_t length = strlen (name);
  if (length < 5 || !string_starts_with (name, "__")
      || !string_ends_with (name, "__")
      || name[strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] != '\0')
    return pyvenv_fail (cx, 0, "'%s' is not a placeholder: write it "
                        "__LIKE_THIS__", name);

  const struct template_value copy = { arena_copy (&cx->arena, name),
                                       arena_copy (&cx->arena, value), false };
  if (copy.name == NULL || copy.value == NULL)
    return context_no_memory (cx);
  for (size_t i = 0; i < cx->value_count; i++)
    if (strcmp (cx->values[i].name, name) == 0)
      {
        cx->values[i] = copy;
        return 0;
      }

  struct template_value *values
    = reallocarray (cx->values, cx->value_count + 1, sizeof *values);
  if (values == NULL)
    return context_no_memory (cx);
  cx->values = values;
  values[cx->value_count++] = copy;
  return 0;
}

/* ---- pyvenv.cfg ------------------------------------------------------ */

int
context_check_over (struct pyvenv_context *cx)
{
  if (cx->env_dir == NULL)
    return pyvenv_fail (cx, 0, "no environment is being made yet: only check "
                        "and the phases can do this");
  return !cx->is_over ? 0
         : pyvenv_fail (cx, 0, "the environment is finished: build_done "
                        "cannot change it");
}

int
context_check_open (struct pyvenv_context *cx)
{
  if (context_check_over (cx) < 0)
    return -1;
  return cx->tree.fd >= 0 ? 0
         : pyvenv_fail (cx, 0, "files of the environment can only be changed "
                        "in a phase");
}

int
pyvenv_cfg_set (pyvenv_context *cx, const char *key, const char *value)
{
  if (context_check_over (cx) < 0)
    return -1;
  if (cfg_set (&cx->cfg, &cx->arena, key, value) == 0)
    return 0;
  if (errno == EINVAL)
    return pyvenv_fail (cx, 0, "cannot set the key '%s' of pyvenv.cfg: the key "
                        "is not valid, or the value has a control character", key);
  return context_no_memory (cx);
}

const char *
pyvenv_cfg_get (const pyvenv_context *cx, const char *key)
{
  return cfg_get (&cx->cfg, key);
}

int
context_flush_cfg (struct pyvenv_context *cx)
{
  if (!cx->cfg.dirty)
    return 0;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  cfg_print (&cx->cfg, &text);
  if (text.failed)
    return context_no_memory (cx);
  if (pyvenv_write_file (cx, "pyvenv.cfg", text_string (&text), text.length, 0)
      < 0)
    return -1;
  cx->cfg.dirty = false;
  return 0;
}

int
context_reload_cfg (struct pyvenv_context *cx)
{
  size_t length;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  /* Before create_configuration it is the file of another environment. */
  if (cx->cfg.dirty || cfg_get (&cx->cfg, "home") == NULL)
    return 0;
  CLEAN_FREE char *bytes = file_read (tree_fd (&cx->tree), "pyvenv.cfg",
                                      64 << 10, &length);
  cfg_print (&cx->cfg, &text);
  if (bytes == NULL || text.failed
      || (length == text.length && memcmp (bytes, text.bytes, length) == 0))
    return 0;
  cfg_release (&cx->cfg);
  cx->cfg = (struct cfg) { 0 };
  return cfg_parse (&cx->cfg, &cx->arena, bytes, length) < 0
         ? context_no_memory (cx) : 0;
}
