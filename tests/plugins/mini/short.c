/* short: a struct from before its last two fields were added.  The core must
 * not look beyond its end: what stands there in memory is something else, here
 * hooks that would spoil everything. */
#include <pyvenv-plugin.h>

static int
short_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_cfg_set (cx, "short", "was here") < 0)
    return -1;
  return pyvenv_call_next (next);
}

static void
short_build_done (void *self, pyvenv_context *cx, int failed_phase)
{
  (void) self;
  (void) failed_phase;
  pyvenv_warn (cx, "short: build_done was called");
}

static int
short_upgrade_dependencies (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  (void) next;
  return pyvenv_fail (cx, 0, "upgrade_dependencies was called");
}

PYVENV_PLUGIN = {
  (uint32_t) offsetof (struct pyvenv_plugin, upgrade_dependencies),
  PYVENV_API_VERSION,
  .key_size = (uint32_t) sizeof (struct pyvenv_key),
  .name = "short",
  .post_setup = short_post_setup,
  .build_done = short_build_done,
  .upgrade_dependencies = short_upgrade_dependencies,
};
