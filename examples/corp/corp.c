/* corp: what a company wants in each environment, as a pyvenv plugin.
 *
 * Points pip at the company's package index, and installs the company's own
 * wheel.  Nothing but pyvenv-plugin.h and the C library is needed. */
#include <pyvenv-plugin.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Set while the plugin is configured, only read afterwards: environments are
 * made in parallel. */
struct corp {
  const char *index;
  const char *wheel;            /* absolute */
};

static const struct pyvenv_key corp_keys[] = {
  { "index", "URL", "the package index that pip uses" },
  { "wheel", "FILE", "a wheel to install in each environment" },
  { NULL, NULL, NULL }
};

/* The strings live as long as the plugin, so the pointers can be kept. */
static int
corp_config (void *self, pyvenv_context *cx, const char *key,
             const char *value)
{
  struct corp *corp = self;
  (void) cx;
  if (strcmp (key, "index") == 0)
    corp->index = value;
  else
    corp->wheel = value;
  return 0;
}

/* A wheel is named relative to where the user is now. */
static int
corp_find_wheel (struct corp *corp, pyvenv_context *cx)
{
  char *path = realpath (corp->wheel, NULL);
  if (path == NULL)
    return pyvenv_fail (cx, errno, "cannot find the wheel '%s'", corp->wheel);
  corp->wheel = pyvenv_format (cx, "%s", path);
  free (path);
  return corp->wheel != NULL ? 0 : -1;
}

/* All keys are known: what is missing is said before anything is made. */
static int
corp_config_complete (void *self, pyvenv_context *cx)
{
  struct corp *corp = self;
  if (corp->index == NULL)
    return pyvenv_fail (cx, 0, "--index=URL is required");
  return corp->wheel != NULL ? corp_find_wheel (corp, cx) : 0;
}

static int
corp_write_pip_conf (const struct corp *corp, pyvenv_context *cx)
{
  const char *conf = pyvenv_format (cx, "[global]\nindex-url = %s\n",
                                    corp->index);
  if (conf == NULL)
    return -1;
  return pyvenv_write_file (cx, "pip.conf", conf, strlen (conf), 0644);
}

/* Instead of the inherited post_setup, which is called in between as
 * super().post_setup() would be. */
static int
corp_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct corp *corp = self;
  if (corp_write_pip_conf (corp, cx) < 0 || pyvenv_call_next (next) < 0)
    return -1;
  if (corp->wheel == NULL)
    return 0;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Installing the company's wheel");
  return pyvenv_install_wheel (cx, corp->wheel, 0);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "corp",
  .version = "1.0",
  .description = "The company's index and wheel in each environment",
  .keys = corp_keys,
  .state_size = sizeof (struct corp),
  .config = corp_config,
  .config_complete = corp_config_complete,
  .post_setup = corp_post_setup,
};
