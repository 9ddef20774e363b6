/* inspector: writes all that a plugin can learn to ENV_DIR/facts, and fails
 * where an accessor answers what it must not. */
#include <pyvenv-plugin.h>
#include <stdint.h>
#include <string.h>

struct inspector_local {
  int checks;
};

/* Before there is an environment there is nothing to learn. */
static int
inspector_load (void *self, pyvenv_context *cx)
{
  int major = -1;
  pyvenv_python_version (cx, &major, NULL, NULL);
  if (self != NULL || pyvenv_local (cx) != NULL || pyvenv_env_dir (cx) != NULL
      || pyvenv_env_name (cx) != NULL || pyvenv_prompt (cx) != NULL
      || pyvenv_bin_dir (cx) != NULL || pyvenv_env_python (cx) != NULL
      || pyvenv_base_python (cx) != NULL || pyvenv_cfg_path (cx) != NULL
      || pyvenv_python_fact (cx, "version") != NULL || major != 0
      || pyvenv_last_error (cx) != NULL || pyvenv_error_kind (cx) != 0)
    return pyvenv_fail (cx, 0, "an accessor answers in load");
  if (pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "inner") != -1
      || pyvenv_fail (cx, 0, "outer") != -1
      || strcmp (pyvenv_last_error (cx), "outer: inner") != 0
      || pyvenv_error_kind (cx) != PYVENV_ERROR_NETWORK)
    return pyvenv_fail (cx, 0, "errors are not joined");
  pyvenv_clear_error (cx);
  return pyvenv_last_error (cx) == NULL && pyvenv_error_kind (cx) == 0 ? 0 : -1;
}

static int
inspector_check (void *self, pyvenv_context *cx)
{
  (void) self;
  struct inspector_local *local = pyvenv_local (cx);
  if (local == NULL || local->checks++ != 0)
    return pyvenv_fail (cx, 0, "the local block is not new");
  return 0;
}

static const char *
inspector_facts (pyvenv_context *cx)
{
  static const char *const names[] = {
    "version", "implementation", "cache-tag", "magic", "stdlib", "prefix",
    "wheel-pkg-dir", "purelib", "platform", "no-such-fact"
  };
  const char *facts = "";
  for (size_t i = 0; i < sizeof names / sizeof names[0] && facts != NULL; i++)
    {
      const char *fact = pyvenv_python_fact (cx, names[i]);
      facts = pyvenv_format (cx, "%sfact %s=%s\n", facts, names[i],
                             fact != NULL ? fact : "(unknown)");
    }
  return facts;
}

static int
inspector_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_call_next (next) < 0)
    return -1;
  struct inspector_local *local = pyvenv_local (cx);
  if (local->checks != 1)
    return pyvenv_fail (cx, 0, "the local block did not last");
  int major, minor, micro;
  pyvenv_python_version (cx, &major, &minor, &micro);
  const char *facts = inspector_facts (cx);
  const char *text = pyvenv_format (
    cx, "env_dir=%s\nenv_name=%s\nprompt=%s\nbin_dir=%s\nbin_name=%s\n"
    "include_dir=%s\nsite_dir=%s\ncfg_path=%s\nenv_python=%s\n"
    "base_python=%s\npython=%d.%d.%d\noptions=%#x\ncancelled=%d\n%s",
    pyvenv_env_dir (cx), pyvenv_env_name (cx), pyvenv_prompt (cx),
    pyvenv_bin_dir (cx), pyvenv_bin_name (cx), pyvenv_include_dir (cx),
    pyvenv_site_dir (cx), pyvenv_cfg_path (cx), pyvenv_env_python (cx),
    pyvenv_base_python (cx), major, minor, micro, pyvenv_options (cx),
    pyvenv_cancelled (cx), facts != NULL ? facts : "");
  if (text == NULL)
    return -1;
  return pyvenv_write_file (cx, "facts", text, strlen (text), 0640);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "inspector",
  .local_size = sizeof (struct inspector_local),
  .load = inspector_load,
  .check = inspector_check,
  .post_setup = inspector_post_setup,
};
