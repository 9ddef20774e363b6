/* future: a struct and rows of keys with fields that this core does not know yet.
 * Those of the struct are not used, which is no reason to refuse the plugin (one that
 * is used is: see test_abi). */
#define pyvenv_plugin pyvenv_plugin_of_today
#include <pyvenv-plugin.h>
#undef pyvenv_plugin

#include <string.h>

struct key_of_tomorrow {
  struct pyvenv_key today;
  const char *unit;
  uint64_t least, most;
};

static const struct key_of_tomorrow future_keys[] = {
  { { "future-text", "TEXT", "the first row" }, "words", 1, 2 },
  { { "future-flag", NULL, "the second row" }, "", 3, 4 },
  { { NULL, NULL, NULL }, NULL, 0, 0 }
};

struct future {
  const char *text;
  int flag;
};

static int
future_config (void *self, pyvenv_context *cx, const char *key,
               const char *value)
{
  struct future *future = self;
  if (strcmp (key, "future-flag") == 0)
    return pyvenv_parse_bool (cx, key, value, &future->flag);
  future->text = value;
  return 0;
}

static int
future_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct future *future = self;
  if (pyvenv_cfg_set (cx, "future", "was here") < 0
      || (future->flag && pyvenv_cfg_set (cx, "future-flag", "yes") < 0)
      || pyvenv_cfg_set (cx, "future-text", future->text) < 0)
    return -1;
  return pyvenv_call_next (next);
}

struct plugin_of_tomorrow {
  struct pyvenv_plugin_of_today today;
  int (*seventh_phase) (void *self, pyvenv_context *cx, pyvenv_next *next);
  const char *slogan;
};

extern PYVENV_EXPORT const struct plugin_of_tomorrow pyvenv_plugin;
const struct plugin_of_tomorrow pyvenv_plugin = {
  .today = {
    (uint32_t) sizeof (struct plugin_of_tomorrow), PYVENV_API_VERSION,
    (uint32_t) sizeof (struct key_of_tomorrow),
    .name = "future",
    .keys = &future_keys[0].today,
    .state_size = sizeof (struct future),
    .config = future_config,
    .post_setup = future_post_setup,
  },
};
