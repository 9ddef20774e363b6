/* builder_create.c: making environments, one or many at once. */
#include <config.h>

#include "builder.h"

#include "pipeline.h"
#include "target.h"
#include "text.h"
#include "workers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the distribution has to say where there is no interpreter. */
static int
builder_explain_python (struct pyvenv_builder *builder)
{
  const char *message = settings_value (&builder->settings,
                                        "no-python-message");
  struct text text = TEXT_EMPTY;
  if (message == NULL || builder->base.report.kind != PYVENV_ERROR_INTERPRETER)
    return -1;
  text_addf (&text, "%s\n  %s", report_text (&builder->base.report), message);
  report_replace (&builder->base.report, text_take (&text));
  return -1;
}

int
builder_find_python (struct pyvenv_builder *builder)
{
  if (builder->has_python)
    return 0;
  struct pyvenv_context *cx = &builder->base;
  if (interpreter_find (&cx->report, settings_value (&builder->settings, "python"),
                        settings_origin (&builder->settings, "python"),
                        builder->setup.cache_dir, &cx->arena,
                        &builder->setup.python) < 0)
    return builder_explain_python (builder);
  builder->has_python = true;
  return 0;
}

/* Takes over the error of CX and releases it. */
static void
builder_finish (struct pyvenv_builder *builder, struct pyvenv_context *cx)
{
  if (builder->base.report.kind == 0)
    report_move (&builder->base.report, &cx->report);
  context_release (cx);
}

int
pyvenv_builder_create (pyvenv_builder *builder, const char *env_dir)
{
  return pyvenv_builder_create_many (builder, &env_dir, 1);
}

/* ---- Many at once ---------------------------------------------------- */

/* The environments of one call, which several threads make. */
struct create_queue {
  struct pyvenv_builder *builder;
  const char *const *env_dirs;
  size_t count;
  pthread_mutex_t lock;
  size_t next;                  /* the first that no thread has taken */
  size_t failed;                /* the lowest that failed; COUNT: none */
};

/* One thread: makes the next environment until none is left or one failed. */
static void *
create_queued (void *data)
{
  struct create_queue *queue = data;
  pthread_mutex_lock (&queue->lock);
  while (queue->next < queue->count && queue->failed == queue->count)
    {
      size_t mine = queue->next++;
      pthread_mutex_unlock (&queue->lock);

      struct pyvenv_context cx;
      context_init (&cx, &queue->builder->setup);
      int result = pipeline_run (&cx, queue->env_dirs[mine]);

      pthread_mutex_lock (&queue->lock);
      if (result < 0 && mine < queue->failed)
        {
          pyvenv_clear_error (&queue->builder->base);
          queue->failed = mine;
          builder_finish (queue->builder, &cx);
        }
      else
        context_release (&cx);
    }
  pthread_mutex_unlock (&queue->lock);
  return NULL;
}

int
pyvenv_builder_create_many (pyvenv_builder *builder,
                            const char *const env_dirs[], size_t count)
{
  pyvenv_clear_error (&builder->base);
  searches_begin_run (&builder->searches);
  if (count > 1
      && target_check_many (&builder->base.report, env_dirs, count) < 0)
    return -1;
  if (count > 1 && settings_value (&builder->settings, "redirect") != NULL)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "redirect "
                           "leads to one ENV_DIR, and %zu are given", count);
  if (count > 1 && settings_value (&builder->settings, "final-path") != NULL)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "final-path is "
                           "the place of one ENV_DIR, and %zu are given", count);
  if (pyvenv_builder_load (builder) < 0 || builder_configure (builder) < 0
      || builder_find_python (builder) < 0)
    return -1;

  builder->setup.options = builder_option_bits (builder);
  struct create_queue queue = { builder, env_dirs, count,
                                PTHREAD_MUTEX_INITIALIZER, 0, count };
  size_t processors = count > 1 ? workers_processors () : 1;
  workers_run (create_queued, &queue, count < processors ? count : processors);
  pthread_mutex_destroy (&queue.lock);
  cache_maintenance_end_run (builder);
  return queue.failed == count ? 0 : -1;
}

/* The size of the struct in its first version. */
#define CREATE_OPTIONS_FIRST \
  (offsetof (struct pyvenv_create_options, python) + sizeof (const char *))

/* pyvenv_create with a builder of its own. */
static int
create_with (pyvenv_builder *builder, const char *env_dir,
             const struct pyvenv_create_options *options)
{
  struct pyvenv_create_options o = { 0 };
  if (options != NULL && options->struct_size < CREATE_OPTIONS_FIRST)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "struct_size "
                           "of struct pyvenv_create_options is %u; it has to be "
                           "the size of the struct",
                           (unsigned) options->struct_size);
  if (options != NULL)
    memcpy (&o, options, options->struct_size < sizeof o
            ? options->struct_size : sizeof o);

  const struct { const char *name, *value; } settings[] = {
    { "system-site-packages", o.system_site_packages ? "true" : "false" },
    { "clear", o.clear ? "true" : "false" },
    { "copies", o.copies ? "true" : "false" },
    { "upgrade", o.upgrade ? "true" : "false" },
    { "without-pip", o.with_pip ? "false" : "true" },
    { "prompt", o.prompt },
    { "python", o.python },
  };
  for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
    if (settings[i].value != NULL
        && pyvenv_builder_set (builder, settings[i].name,
                               settings[i].value) < 0)
      return -1;
  return pyvenv_builder_create (builder, env_dir);
}

int
pyvenv_create (const char *env_dir,
               const struct pyvenv_create_options *options, char **error)
{
  if (error != NULL)
    *error = NULL;
  pyvenv_builder *builder = pyvenv_builder_new ();
  int result = builder != NULL ? create_with (builder, env_dir, options) : -1;
  int kind = builder == NULL ? PYVENV_ERROR_OTHER
             : result < 0 ? pyvenv_builder_error_kind (builder) : 0;
  if (result < 0 && error != NULL)
    *error = strdup (builder != NULL ? pyvenv_builder_error (builder)
                                     : "out of memory");
  pyvenv_builder_free (builder);
  return kind;
}
