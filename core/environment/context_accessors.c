/* context_accessors.c: what plugins may read of a context. */
#include <config.h>

#include "context.h"
#include "interpreter_tags.h"
#include "modules.h"
#include "text.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long a wait lasts before it looks whether the user asked to stop. */
#define SEARCH_POLL_NS 100000000L

const char *
pyvenv_env_dir (const pyvenv_context *cx)
{
  return cx->env_dir;
}

const char *
pyvenv_env_name (const pyvenv_context *cx)
{
  return cx->env_name;
}

const char *
pyvenv_prompt (const pyvenv_context *cx)
{
  return cx->prompt;
}

const char *
pyvenv_bin_dir (const pyvenv_context *cx)
{
  return cx->bin_dir;
}

const char *
pyvenv_bin_name (const pyvenv_context *cx)
{
  return cx->bin_name;
}

const char *
pyvenv_include_dir (const pyvenv_context *cx)
{
  return cx->include_dir;
}

const char *
pyvenv_site_dir (const pyvenv_context *cx)
{
  return cx->site_dir;
}

const char *
pyvenv_cfg_path (const pyvenv_context *cx)
{
  return cx->cfg_path;
}

const char *
pyvenv_env_python (const pyvenv_context *cx)
{
  return cx->env_python;
}

const char *
pyvenv_base_python (const pyvenv_context *cx)
{
  return cx->python.base_executable;
}

void
pyvenv_python_version (const pyvenv_context *cx,
                       int *major, int *minor, int *micro)
{
  if (major != NULL)
    *major = cx->python.major;
  if (minor != NULL)
    *minor = cx->python.minor;
  if (micro != NULL)
    *micro = cx->python.micro;
}

const char *
pyvenv_python_fact (const pyvenv_context *cx, const char *name)
{
  const struct interpreter *python = &cx->python;
  const struct { const char *name, *value; } facts[] = {
    { "version", python->version },
    { "implementation", python->implementation },
    { "cache-tag", python->cache_tag },
    { "magic", python->magic },
    { "stdlib", python->stdlib },
    { "prefix", python->prefix },
    { "wheel-pkg-dir", python->wheel_pkg_dir },
    { "purelib", python->purelib },
    { "platform", python->platform },
    { "bits", python->is_64bit ? "64" : "32" },
  };

  for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
    if (strcmp (facts[i].name, name) == 0)
      return facts[i].value != NULL && *facts[i].value != '\0'
             ? facts[i].value : NULL;
  return NULL;
}

const char *
pyvenv_option_value (const pyvenv_context *cx, const char *name)
{
  return context_option (cx, name);
}

unsigned
pyvenv_options (const pyvenv_context *cx)
{
  return cx->options;
}

void *
pyvenv_local (pyvenv_context *cx)
{
  const struct loaded *plugin = cx->report.speaker;
  if (plugin == NULL || cx->locals == NULL)
    return NULL;
  return cx->locals[plugin->index];
}

int
pyvenv_cancelled (const pyvenv_context *cx)
{
  return atomic_load (&cx->setup->cancelled) != 0;
}

int
context_check_cancelled (pyvenv_context *cx)
{
  return pyvenv_cancelled (cx) == 0 ? 0
    : pyvenv_fail_as (cx, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
}

const char *
pyvenv_format (pyvenv_context *cx, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *result = arena_vformat (&cx->arena, fmt, ap);
  va_end (ap);
  if (result == NULL)
    context_no_memory (cx);
  return result;
}

int
pyvenv_parse_bool (pyvenv_context *cx, const char *key, const char *value,
                   int *out)
{
  bool on;
  if (string_to_bool (value, &on))
    {
      *out = on;
      return 0;
    }
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                         "'%s' is '%s', which is neither true nor false",
                         key, value);
}

/* Fails where it is too late for the activation scripts. */
static int
context_check_variables (pyvenv_context *cx)
{
  if (context_check_over (cx) < 0)
    return -1;
  return !cx->variables_are_used ? 0
         : pyvenv_fail (cx, 0, "the activation scripts are written already: set "
                        "variables before setup_scripts goes on");
}

int
pyvenv_set_variable (pyvenv_context *cx, const char *name, const char *value,
                     int how)
{
  if (context_check_variables (cx) < 0)
    return -1;
  if (how < PYVENV_VARIABLE_SET)
    return pyvenv_fail (cx, 0, "%d is no way to set '%s'", how, name);
  return variables_add (&cx->variables, &cx->arena, &cx->report, name, value,
                        how);
}

int
pyvenv_add_path (pyvenv_context *cx, const char *folder)
{
  return context_check_variables (cx) < 0 ? -1
         : variables_add (&cx->variables, &cx->arena, &cx->report, "", folder,
                          VARIABLE_PATH);
}

const struct wheel_tags *
context_wheel_tags (pyvenv_context *cx)
{
  if (cx->tags.pair_count == 0
      && interpreter_tags_make (&cx->arena, &cx->python, &cx->tags) != 0)
    {
      cx->tags.pair_count = 0;
      context_no_memory (cx);
      return NULL;
    }
  return &cx->tags;
}

struct search_state *
context_searches (pyvenv_context *cx)
{
  return cx->setup->searches;
}

int
context_search_begin (pyvenv_context *cx)
{
  struct timespec until;
  do
    {
      if (context_check_cancelled (cx) < 0)
        return -1;
      clock_gettime (CLOCK_REALTIME, &until);
      until.tv_nsec += SEARCH_POLL_NS;
      until.tv_sec += until.tv_nsec / 1000000000L;
      until.tv_nsec %= 1000000000L;
    }
  while (pthread_mutex_timedlock (&context_searches (cx)->turn, &until) != 0);
  return 0;
}

void
context_search_end (pyvenv_context *cx)
{
  pthread_mutex_unlock (&context_searches (cx)->turn);
}

const char *
context_script_python (const pyvenv_context *cx)
{
  return cx->is_relocatable ? cx->python_name : cx->final_python;
}

const char *
context_cache_dir (const pyvenv_context *cx)
{
  return cx->setup->cache_dir;
}

const char *
context_cache_shared (const pyvenv_context *cx)
{
  return cx->setup->cache_shared;
}

const char *const *
context_cache_seeds (const pyvenv_context *cx)
{
  return cx->setup->cache_seeds;
}

const char *const *
context_unhashed_hosts (const pyvenv_context *cx)
{
  return cx->setup->unhashed_hosts;
}

void
context_cache_grew (pyvenv_context *cx)
{
  atomic_store (&cx->setup->cache_grew, 1);
}

void *
context_memory (pyvenv_context *cx, size_t size)
{
  void *memory = arena_zeroed (&cx->arena, size);
  if (memory == NULL)
    context_no_memory (cx);
  return memory;
}

struct context_holding
context_hold (pyvenv_context *cx, struct context_holding holding)
{
  struct context_holding before = cx->holding;
  cx->holding = holding;
  return before;
}

const struct context_held *
context_held (const pyvenv_context *cx, const char *path)
{
  for (size_t i = 0; i < cx->holding.count; i++)
    if (cx->holding.held[i].path != NULL
        && strcmp (cx->holding.held[i].path, path) == 0)
      return &cx->holding.held[i];
  return NULL;
}

int
context_note_asked (pyvenv_context *cx, const char *project)
{
  const char *copy = arena_copy (&cx->arena, project);
  return copy != NULL && string_vector_append (&cx->asked, copy) == 0 ? 0
    : context_no_memory (cx);
}

int
context_write_late (pyvenv_context *cx, const char *path, const char *text)
{
  const char *slash = strrchr (path, '/');
  const char *folder
    = arena_copy_bytes (&cx->arena, path, (size_t) (slash - path) + 1);
  cx->late_path = arena_copy (&cx->arena, path);
  cx->late_text = arena_copy (&cx->arena, text);
  if (folder == NULL || cx->late_path == NULL || cx->late_text == NULL)
    return context_no_memory (cx);
  return access (folder, W_OK | X_OK) == 0 ? 0
    : pyvenv_fail (cx, errno, "cannot write '%s'", path);
}

const struct string_vector *
context_asked (const pyvenv_context *cx)
{
  return &cx->asked;
}

const char *
context_option (const pyvenv_context *cx, const char *name)
{
  return cx->setup->option (cx->setup->option_data, name);
}

bool
context_flag (const pyvenv_context *cx, const char *name)
{
  const char *value = context_option (cx, name);
  return value != NULL && strcmp (value, "true") == 0;
}
