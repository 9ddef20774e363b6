/* trace.h: the code of outer and inner.  Appends a line to the file that
 * PYVENV_TEST_TRACE names for each call it gets, and for each key.  The two
 * have a key in common, `shared`. */
#include <pyvenv-plugin.h>
#include <stdio.h>
#include <stdlib.h>

static const struct pyvenv_key trace_keys[] = {
  { .name = "shared", .argument = "VALUE", .help = "a key that both have" },
  { .name = TRACE_NAME "-text", .argument = "VALUE",
    .help = "a key with a value" },
  { .name = TRACE_NAME "-flag", .help = "a flag" },
  { .name = TRACE_NAME "-list", .argument = "VALUE", .help = "a list",
    .flags = PYVENV_KEY_REPEATABLE },
  { .name = TRACE_NAME "-path", .argument = "FILE", .help = "what is there",
    .type = PYVENV_KEY_PATH, .flags = PYVENV_KEY_EXISTS },
  { .name = NULL }
};

static void
trace_say (const char *what, const char *detail)
{
  const char *path = getenv ("PYVENV_TEST_TRACE");
  FILE *file = path != NULL ? fopen (path, "a") : NULL;
  if (file == NULL)
    return;
  fprintf (file, TRACE_NAME " %s%s%s\n", what, *detail != '\0' ? " " : "",
           detail);
  fclose (file);
}

static int
trace_load (void *self, pyvenv_context *cx)
{
  (void) self;
  (void) cx;
  trace_say ("load", "");
  return 0;
}

static void
trace_unload (void *self)
{
  (void) self;
  trace_say ("unload", "");
}

static int
trace_config (void *self, pyvenv_context *cx, const char *key,
              const char *value)
{
  (void) self;
  const char *pair = pyvenv_format (cx, "%s=%s", key, value);
  if (pair == NULL)
    return -1;
  trace_say ("config", pair);
  return 0;
}

static int
trace_complete (void *self, pyvenv_context *cx)
{
  (void) self;
  (void) cx;
  trace_say ("config_complete", "");
  return 0;
}

static int
trace_check (void *self, pyvenv_context *cx)
{
  (void) self;
  (void) cx;
  trace_say ("check", "");
  return 0;
}

static int
trace_phase (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  (void) cx;
  const char *phase = pyvenv_phase_name (pyvenv_next_phase (next));
  trace_say ("before", phase);
  int answer = pyvenv_call_next (next);
  trace_say (answer < 0 ? "failed" : "after", phase);
  return answer;
}

static void
trace_done (void *self, pyvenv_context *cx, int failed_phase)
{
  (void) self;
  const char *phase = pyvenv_format (cx, "%d", failed_phase);
  trace_say ("build_done", phase != NULL ? phase : "?");
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = TRACE_NAME,
  .version = "1.2",
  .description = "Writes down what is called (" TRACE_NAME ")",
  .keys = trace_keys,
  .order = TRACE_ORDER,
  .load = trace_load,
  .unload = trace_unload,
  .config = trace_config,
  .config_complete = trace_complete,
  .check = trace_check,
  PYVENV_ALL_PHASES (trace_phase),
  .build_done = trace_done,
};
