/* mend.c: an environment that was moved. */
#include <config.h>

#include "builder.h"

#include "cleanup.h"
#include "existing.h"
#include "pipeline.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The base interpreter of ENVIRONMENT, a path in ARENA; NULL where it is gone. */
static const char *
mend_python (struct arena *arena, const struct pyvenv_environment *environment)
{
  const char *version = environment->version != NULL ? environment->version : "";
  size_t length = strspn (version, "0123456789");
  length += version[length] == '.' ? 1 + strspn (version + length + 1, "0123456789")
            : 0;
  const char *names[] = {
    arena_format (arena, "%s/python%.*s", environment->home, (int) length, version),
    arena_format (arena, "%s/pypy%.*s", environment->home, (int) length, version),
    arena_format (arena, "%s/python3", environment->home),
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (names[i] != NULL && access (names[i], X_OK) == 0)
      return names[i];
  return NULL;
}

/* Finds the interpreter that the environment at PATH is of, unless another was
 * asked for. */
static int
mend_find_python (struct pyvenv_builder *builder, const char *path)
{
  struct pyvenv_context *cx = &builder->base;
  CLEAN_ARENA struct arena arena = { 0 };
  struct pyvenv_environment environment;
  int result = existing_look (&arena, path, NULL, &environment);
  if (result <= 0)
    return result < 0 ? context_no_memory (cx)
           : pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0, "'%s' is not an "
                             "environment, so there is nothing to mend", path);
  if (settings_value (&builder->settings, "python") != NULL)
    return builder_find_python (builder);
  const char *python = mend_python (&arena, &environment);
  if (python == NULL)
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0, "the base interpreter of "
                           "'%s' is not in '%s' any more (-p names another)", path,
                           environment.home);
  return pyvenv_builder_set (builder, "python", python) < 0 ? -1
         : builder_find_python (builder);
}

int
pyvenv_builder_mend (pyvenv_builder *builder, const char *env_dir)
{
  struct pyvenv_context *base = &builder->base;
  pyvenv_clear_error (base);
  const char *path = context_absolute (base, env_dir);
  if (path == NULL || builder_configure (builder) < 0
      || mend_find_python (builder, path) < 0)
    return -1;
  builder->setup.options = builder_option_bits (builder);
  struct pyvenv_context cx;
  context_init (&cx, &builder->setup);
  int result = pipeline_mend (&cx, path);
  if (result < 0)
    report_move (&base->report, &cx.report);
  context_release (&cx);
  return result;
}
