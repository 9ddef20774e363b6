/* future: a struct with fields that this core does not know yet.  They cannot
 * be honoured, which is no reason to refuse the plugin. */
#define pyvenv_plugin pyvenv_plugin_of_today
#include <pyvenv-plugin.h>
#undef pyvenv_plugin

static int
future_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_cfg_set (cx, "future", "was here") < 0)
    return -1;
  return pyvenv_call_next (next);
}

struct plugin_of_tomorrow {
  struct pyvenv_plugin_of_today today;
  int (*sixth_phase) (void *self, pyvenv_context *cx, pyvenv_next *next);
  const char *slogan;
};

extern PYVENV_EXPORT const struct plugin_of_tomorrow pyvenv_plugin;
const struct plugin_of_tomorrow pyvenv_plugin = {
  .today = {
    (uint32_t) sizeof (struct plugin_of_tomorrow), PYVENV_API_VERSION,
    .name = "future",
    .post_setup = future_post_setup,
  },
  .slogan = "more fields",
};
