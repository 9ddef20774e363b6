/* ensurepip.c: puts pip into each environment, from the wheels that come with
 * its interpreter; loaded unless the user or another plugin objects. */
#include <config.h>

#include "ensurepip.h"

#include "bundle.h"
#include "hide.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* Debian and what derives from it ship ensurepip in a package of its own. */
static bool
ensurepip_is_debian (const pyvenv_context *cx)
{
  const char *prefix = pyvenv_python_fact (cx, "prefix");
  return prefix != NULL && strcmp (prefix, "/usr") == 0
    && access ("/etc/debian_version", F_OK) == 0;
}

static int
ensurepip_refuse (pyvenv_context *cx, const char *missing)
{
  int major, minor;
  pyvenv_python_version (cx, &major, &minor, NULL);

  const char *message = bundle_message (cx, "no-pip-message", missing);
  if (message != NULL)
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                           "cannot install pip: '%s' is missing\n  %s", missing,
                           message);
  const char *package = bundle_package (cx);
  if (package == NULL)
    return -1;
  if (ensurepip_is_debian (cx))
    return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                           "cannot install pip: '%s' is missing\n"
                           "  'apt install %s' brings it; --without-pip leaves"
                           " pip out", missing, package);
  return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                         "cannot install pip: '%s' is missing\n"
                         "  install what your distribution split off from"
                         " Python %d.%d, or use --without-pip or"
                         " --plugin=setuptools-pip",
                         missing, major, minor);
}

/* Refuses an interpreter without ensurepip while nothing has changed yet. */
static int
ensurepip_check (void *self, pyvenv_context *cx)
{
  (void) self;
  const char *stdlib = pyvenv_python_fact (cx, "stdlib");
  if (stdlib == NULL)
    return 0;

  const char *module = pyvenv_format (cx, "%s/ensurepip/__main__.py", stdlib);
  struct bundle bundle;
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  if (module == NULL || bundle_find (cx, &bundle) < 0)
    return -1;
  const char *project = bundle.pip == NULL ? "pip"
    : bundle.setuptools == NULL && minor < 12 ? "setuptools" : NULL;
  /* Wheels of the distribution's own need no module to install them. */
  bool needs_module = project != NULL
                      || pyvenv_option_value (cx, "wheel-dir") == NULL;
  if (needs_module && access (module, F_OK) < 0)
    return ensurepip_refuse (cx, module);
  if (project == NULL)
    return 0;
  const char *wheel = pyvenv_format (cx, "%s/%s-*.whl", bundle_folder (cx),
                                     project);
  return wheel != NULL ? ensurepip_refuse (cx, wheel) : -1;
}

static int
ensurepip_install (void *self, pyvenv_context *cx)
{
  (void) self;
  return subprocess_install (cx);
}

/* Between the third phase and the fourth, as venv does, and on --upgrade too,
 * where the phases after this one are left out. */
static int
ensurepip_setup_python (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  if (pyvenv_call_next (next) < 0)
    return -1;
  int done = native_install (cx);
  if (done != 0)
    return done < 0 ? -1 : 0;
  return hide_system_site (self, cx, ensurepip_install);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "ensurepip",
  .version = PACKAGE_VERSION,
  .description = "Installs pip from the wheels that come with Python",
  .order = PYVENV_ORDER_LAST,
  .provides = PYVENV_PROVIDES_PIP,
  .setup_python = ensurepip_setup_python,
  .check = ensurepip_check
};
