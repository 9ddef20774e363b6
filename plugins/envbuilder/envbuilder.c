/* envbuilder.c: runs a subclass of Python's venv.EnvBuilder as a hook.
 *
 * The base interpreter runs a driver, which is installed beside the library's data; it
 * loads the class and speaks the protocol of pyvenv-hooks(7). */
#include <config.h>

#include "hook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Option and value for the driver. */
struct envbuilder_pair {
  const char *option, *value;
};

struct envbuilder {
  const char *class;            /* "module:Class" */
  const char *driver;           /* its path */
  int whole, progress;
  int timeout;                  /* in seconds; 0: none */
  struct envbuilder_pair *pairs; /* malloc'd */
  size_t pair_count;
};

struct envbuilder_local {
  struct hook hook;
  struct hook_program program;
  const char **argv;            /* malloc'd */
};

static const struct pyvenv_key envbuilder_keys[] = {
  { .name = "class", .argument = "MODULE:CLASS", .flags = PYVENV_KEY_REQUIRED,
    .help = "the subclass of venv.EnvBuilder" },
  { .name = "path", .argument = "DIR", .type = PYVENV_KEY_PATHS,
    .flags = PYVENV_KEY_REPEATABLE,
    .help = "where its module is; the working directory otherwise" },
  { .name = "argument", .argument = "NAME=VALUE", .flags = PYVENV_KEY_REPEATABLE,
    .help = "a further keyword argument for it, Python's literal or text" },
  { .name = "progress", .help = "it gets the keyword argument progress, a callable" },
  { .name = "whole", .help = "its create() does everything, in Python" },
  { .name = "timeout", .argument = "SECONDS", .type = PYVENV_KEY_INT,
    .help = "how long it may take until its next request or return" },
  { .name = "driver", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .default_value = ENVBUILDER_DRIVER, .help = "another driver" },
  { .name = NULL }
};

static int
envbuilder_add (struct envbuilder *builder, pyvenv_context *cx, const char *option,
                const char *value)
{
  struct envbuilder_pair *longer
    = realloc (builder->pairs, (builder->pair_count + 1) * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot take '%s'", value);
  builder->pairs = longer;
  longer[builder->pair_count++] = (struct envbuilder_pair) { option, value };
  return 0;
}

static int
envbuilder_config (void *self, pyvenv_context *cx, const char *key, const char *value)
{
  struct envbuilder *builder = self;
  if (strcmp (key, "path") == 0)
    return envbuilder_add (builder, cx, "--path", value);
  if (strcmp (key, "argument") == 0)
    return strchr (value, '=') > value
           ? envbuilder_add (builder, cx, "--argument", value)
           : pyvenv_fail (cx, 0, "argument=NAME=VALUE is what it takes, not '%s'", value);
  if (strcmp (key, "whole") == 0)
    return pyvenv_parse_bool (cx, key, value, &builder->whole);
  if (strcmp (key, "progress") == 0)
    return pyvenv_parse_bool (cx, key, value, &builder->progress);
  if (strcmp (key, "driver") == 0)
    builder->driver = value;
  else if (strcmp (key, "class") == 0)
    builder->class = value;
  else
    return hook_take_timeout (cx, value, &builder->timeout);
  return 0;
}

static void
envbuilder_unload (void *self)
{
  free (((struct envbuilder *) self)->pairs);
}

static int
envbuilder_config_complete (void *self, pyvenv_context *cx)
{
  const struct envbuilder *builder = self;
  const char *colon = strchr (builder->class, ':');
  if (colon == NULL || colon == builder->class || colon[1] == '\0')
    return pyvenv_fail (cx, 0, "class=MODULE:CLASS is what it takes, not '%s'",
                        builder->class);
  return access (builder->driver, R_OK) == 0 ? 0
         : pyvenv_fail (cx, errno, "cannot read the driver '%s'", builder->driver);
}

static int
envbuilder_check (void *self, pyvenv_context *cx)
{
  const struct envbuilder *builder = self;
  struct envbuilder_local *local = pyvenv_local (cx);
  size_t count = 0;
  local->argv = calloc (2 * builder->pair_count + 7, sizeof *local->argv);
  if (local->argv == NULL)
    return pyvenv_fail (cx, errno, "cannot run '%s'", builder->class);
  local->argv[count++] = pyvenv_base_python (cx);
  local->argv[count++] = builder->driver;
  local->argv[count++] = "--class";
  local->argv[count++] = builder->class;
  for (size_t i = 0; i < builder->pair_count; i++)
    {
      local->argv[count++] = builder->pairs[i].option;
      local->argv[count++] = builder->pairs[i].value;
    }
  if (builder->whole != 0)
    local->argv[count++] = "--whole";
  if (builder->progress != 0)
    local->argv[count++] = "--progress";
  local->program = (struct hook_program) {
    .name = builder->class,
    .argv = local->argv,
    .timeout = builder->timeout,
  };
  return hook_start (&local->hook, cx, &local->program);
}

/* The hook of every phase. */
static int
envbuilder_phase (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  struct envbuilder_local *local = pyvenv_local (cx);
  (void) self;
  return hook_phase (&local->hook, next);
}

static void
envbuilder_build_done (void *self, pyvenv_context *cx, int failed_phase)
{
  struct envbuilder_local *local = pyvenv_local (cx);
  (void) self;
  hook_done (&local->hook, failed_phase);
  free (local->argv);
  local->argv = NULL;
}

/* Inside of what installs pip: venv does that behind setup_python, whoever overrides
 * it. */
PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "envbuilder",
  .version = PACKAGE_VERSION,
  .description = "Runs a subclass of Python's venv.EnvBuilder",
  .keys = envbuilder_keys,
  .order = PYVENV_ORDER_LAST + 50,
  .state_size = sizeof (struct envbuilder),
  .local_size = sizeof (struct envbuilder_local),
  .unload = envbuilder_unload,
  .config = envbuilder_config,
  .config_complete = envbuilder_config_complete,
  .check = envbuilder_check,
  PYVENV_ALL_PHASES (envbuilder_phase),
  .build_done = envbuilder_build_done,
};
