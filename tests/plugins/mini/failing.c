/* failing: fails in the callback that its key `in` names, as `how` says:
 * with a message, silently, or with a return value that does not exist.
 * Whatever happens, build_done must be called, and once. */
#include <pyvenv-plugin.h>
#include <string.h>

struct failing {
  const char *in;
  const char *how;
};

static const struct pyvenv_key failing_keys[] = {
  { "in", "CALLBACK", "where to fail" },
  { "how", "HOW", "message, silent, odd, or late: after the rest of the chain" },
  { NULL, NULL, NULL }
};

static int
failing_config (void *self, pyvenv_context *cx, const char *key,
                const char *value)
{
  struct failing *failing = self;
  (void) cx;
  if (strcmp (key, "in") == 0)
    failing->in = value;
  else
    failing->how = value;
  return 0;
}

static int
failing_here (const struct failing *failing, pyvenv_context *cx,
              const char *callback)
{
  if (failing->in == NULL || strcmp (failing->in, callback) != 0)
    return 0;
  const char *how = failing->how != NULL ? failing->how : "message";
  if (strcmp (how, "silent") == 0)
    return -1;
  if (strcmp (how, "odd") == 0)
    return 42;
  return pyvenv_fail (cx, 0, "the %s of my %s", "message", callback);
}

static int
failing_complete (void *self, pyvenv_context *cx)
{
  return failing_here (self, cx, "config_complete");
}

static int
failing_check (void *self, pyvenv_context *cx)
{
  return failing_here (self, cx, "check");
}

static int
failing_phase (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct failing *failing = self;
  const char *callback = pyvenv_phase_name (pyvenv_next_phase (next));
  int late = failing->how != NULL && strcmp (failing->how, "late") == 0;
  if (!late)
    {
      int answer = failing_here (failing, cx, callback);
      if (answer != 0)
        return answer;
    }
  if (pyvenv_call_next (next) < 0)
    return -1;
  return late ? failing_here (failing, cx, callback) : 0;
}

static void
failing_done (void *self, pyvenv_context *cx, int failed_phase)
{
  (void) self;
  pyvenv_warn (cx, "build_done after phase %d", failed_phase);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "failing",
  .keys = failing_keys,
  .state_size = sizeof (struct failing),
  .config = failing_config,
  .config_complete = failing_complete,
  .check = failing_check,
  PYVENV_ALL_PHASES (failing_phase),
  .build_done = failing_done,
};
