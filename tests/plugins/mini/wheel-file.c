/* wheel-file.c: a plugin for tests that installs the wheels it is told of. */
#include <pyvenv-plugin.h>

#include <string.h>

enum { WHEELS_MAX = 8 };

struct wheel_file {
  const char *paths[WHEELS_MAX];
  int count;
  int by_name;
};

static const struct pyvenv_key keys[] = {
  { "wheel", "PATH", "install this wheel", .flags = PYVENV_KEY_REPEATABLE },
  { "by-name", NULL, "as if it had been asked for by name" },
  { NULL, NULL, NULL }
};

static int
wheel_file_config (void *self, pyvenv_context *cx, const char *key,
                   const char *value)
{
  struct wheel_file *state = self;
  if (strcmp (key, "by-name") == 0)
    return pyvenv_parse_bool (cx, key, value, &state->by_name);
  if (state->count == WHEELS_MAX)
    return pyvenv_fail (cx, 0, "too many wheels");
  state->paths[state->count++] = value;
  return 0;
}

static int
wheel_file_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct wheel_file *state = self;
  if (pyvenv_call_next (next) != 0)
    return -1;
  for (int i = 0; i < state->count; i++)
    if (pyvenv_install_wheel (cx, state->paths[i],
                              state->by_name ? PYVENV_WHEEL_BY_NAME : 0) != 0)
      return -1;
  return 0;
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "wheel-file",
  .version = "1",
  .description = "installs wheels, for tests",
  .keys = keys,
  .state_size = sizeof (struct wheel_file),
  .config = wheel_file_config,
  .post_setup = wheel_file_post_setup
};
