/* bad-key: declares a key that nobody could type. */
#include <pyvenv-plugin.h>

static int
bad_key_config (void *self, pyvenv_context *cx, const char *key,
                const char *value)
{
  (void) self;
  (void) cx;
  (void) key;
  (void) value;
  return 0;
}

static const struct pyvenv_key bad_key_keys[] = {
  { "Not A Key", NULL, "cannot be given" },
  { NULL, NULL, NULL }
};

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "bad-key",
  .keys = bad_key_keys,
  .config = bad_key_config,
};
