/* small-key: rows of keys that are too small to have a help. */
#include <pyvenv-plugin.h>

struct small_key {
  const char *name, *argument;
};

static const union {
  struct small_key small[2];
  struct pyvenv_key rows[1];
} small_key_keys = { .small = { { "small", NULL }, { NULL, NULL } } };

PYVENV_PLUGIN = {
  (uint32_t) sizeof (struct pyvenv_plugin), PYVENV_API_VERSION,
  (uint32_t) sizeof (struct small_key),
  .name = "small-key",
  .keys = small_key_keys.rows,
};
