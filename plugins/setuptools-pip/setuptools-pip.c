/* setuptools-pip.c: puts setuptools and pip into each environment, after the
 * example in the manual of Python's venv. */
#include <config.h>

#include "setuptools-pip.h"

#include "bundle.h"
#include "hide.h"

#include <stdbool.h>
#include <string.h>

static const struct pyvenv_key setuptools_pip_keys[] = {
  { "no-setuptools", NULL, "install neither setuptools nor pip" },
  { "no-pip", NULL, "do not install pip" },
  { "setuptools-script", "URL", "install setuptools by running this script" },
  { "pip-script", "URL", "install pip by running this script (get-pip.py)" },
  { NULL, NULL, NULL }
};

static int
setuptools_pip_config (void *data, pyvenv_context *cx, const char *key,
                       const char *value)
{
  struct setuptools_pip *self = data;
  if (strcmp (key, "no-setuptools") == 0)
    return pyvenv_parse_bool (cx, key, value, &self->no_setuptools);
  if (strcmp (key, "no-pip") == 0)
    return pyvenv_parse_bool (cx, key, value, &self->no_pip);

  if (script_check (cx, key, value) < 0)
    return -1;
  if (strcmp (key, "setuptools-script") == 0)
    self->setuptools_script = value;
  else
    self->pip_script = value;
  return 0;
}

/* "Can't install pip without setuptools", says the manual. */
static bool
setuptools_pip_wants_pip (const struct setuptools_pip *self,
                          const pyvenv_context *cx)
{
  return !self->no_pip && !self->no_setuptools
    && !(pyvenv_options (cx) & PYVENV_WITHOUT_PIP);
}

/* Whether what no script installs can come from the interpreter. */
static int
setuptools_pip_check (void *data, pyvenv_context *cx)
{
  const struct setuptools_pip *self = data;
  bool setuptools = !self->no_setuptools && self->setuptools_script == NULL;
  bool pip = setuptools_pip_wants_pip (self, cx) && self->pip_script == NULL;
  struct bundle bundle;

  if (!setuptools && !pip)
    return 0;
  if (bundle_find (cx, &bundle) < 0)
    return -1;
  if (bundle.pip == NULL && (pip || bundle.setuptools != NULL))
    {
      int major, minor;
      pyvenv_python_version (cx, &major, &minor, NULL);
      return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                             "no wheel of pip comes with '%s'\n"
                             "  install your distribution's"
                             " python%d.%d-venv, or name a script:"
                             " --pip-script=URL", pyvenv_base_python (cx),
                             major, minor);
    }
  return 0;
}

void
report_start (pyvenv_context *cx, const char *project)
{
  const char *text = pyvenv_format (cx, "Installing %s ...", project);
  if (text != NULL)
    pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, text);
}

void
report_done (pyvenv_context *cx)
{
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
}

/* From the script at URL, or where that is NULL, from the wheel at PATH. */
static int
setuptools_pip_install (pyvenv_context *cx, const char *project,
                        const char *url, const char *path)
{
  if (url != NULL)
    return script_install (cx, project, url);
  if (path != NULL)
    return bundled_install (cx, project, path);
  pyvenv_warn (cx, "%s is not installed: it does not come with '%s'"
               " (--%s-script=URL installs it with a script)", project,
               pyvenv_base_python (cx), project);
  return 0;
}

static int
setuptools_pip_work (void *data, pyvenv_context *cx)
{
  const struct setuptools_pip *self = data;
  struct bundle bundle;
  if (bundle_find (cx, &bundle) < 0)
    return -1;
  if (!self->no_setuptools
      && setuptools_pip_install (cx, "setuptools", self->setuptools_script,
                                 bundle.setuptools) < 0)
    return -1;
  if (setuptools_pip_wants_pip (self, cx)
      && setuptools_pip_install (cx, "pip", self->pip_script, bundle.pip) < 0)
    return -1;
  return 0;
}

static int
setuptools_pip_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  if (pyvenv_call_next (next) < 0)
    return -1;
  return hide_system_site (self, cx, setuptools_pip_work);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "setuptools-pip",
  .version = PACKAGE_VERSION,
  .description = "Installs setuptools and pip, as in the manual of venv",
  .keys = setuptools_pip_keys,
  .provides = PYVENV_PROVIDES_PIP,
  .state_size = sizeof (struct setuptools_pip),
  .config = setuptools_pip_config,
  .post_setup = setuptools_pip_post_setup,
  .check = setuptools_pip_check
};
