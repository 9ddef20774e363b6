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
  { "source", "auto|index|find-links|bundled|local|script", "where from" },
  { "setuptools", "VERSION", "65.5.0, '>=65,<70', latest, venv or none" },
  { "pip", "VERSION", "the same for pip" },
  { "wheel", "VERSION", "install wheel too" },
  { "pre", NULL, "pre-releases will do" },
  { "index-url", "URL", "the index, instead of the one pip would use" },
  { "find-links", "PLACES", "folders and pages with wheels" },
  { "setuptools-script", "URL[#sha256=HEX]",
    "install setuptools by running this script" },
  { "pip-script", "URL[#sha256=HEX]",
    "install pip by running this script (get-pip.py)" },
  { NULL, NULL, NULL }
};

static const char *const setuptools_pip_sources[] = {
  [SOURCE_AUTO] = "auto", [SOURCE_INDEX] = "index",
  [SOURCE_FIND_LINKS] = "find-links", [SOURCE_BUNDLED] = "bundled",
  [SOURCE_LOCAL] = "local", [SOURCE_SCRIPT] = "script"
};

/* The project that KEY is the name of, with SUFFIX behind it; PROJECTS where
 * there is none. */
static enum project
setuptools_pip_project (const char *key, const char *suffix)
{
  for (unsigned i = 0; i < PROJECTS; i++)
    {
      const char *name = project_name ((enum project) i);
      size_t length = strlen (name);
      if (strncmp (key, name, length) == 0
          && strcmp (key + length, suffix) == 0)
        return (enum project) i;
    }
  return PROJECTS;
}

static int
setuptools_pip_set_source (struct setuptools_pip *self, pyvenv_context *cx,
                           const char *value)
{
  for (size_t i = 0; i < sizeof setuptools_pip_sources
         / sizeof setuptools_pip_sources[0]; i++)
    if (strcmp (value, setuptools_pip_sources[i]) == 0)
      {
        self->source = (enum source) i;
        return 0;
      }
  return pyvenv_fail (cx, 0, "source is 'auto', 'index', 'find-links',"
                      " 'bundled', 'local' or 'script', not '%s'", value);
}

/* VALUE is a word for a version, or begins like one or like a range (PEP 440). */
static bool
setuptools_pip_may_be_version (const char *value)
{
  if (project_version_is_word (value))
    return true;
  value += strspn (value, " ");
  value += *value == 'v' || *value == 'V';
  return *value != '\0' && strchr ("0123456789=<>!~", *value) != NULL;
}

/* A version, or a range of them; whether it is one shows when it is used. */
static int
setuptools_pip_set_version (struct setuptools_pip *self, pyvenv_context *cx,
                            enum project project, const char *value)
{
  if (!setuptools_pip_may_be_version (value)
      || strpbrk (value, "@;/\\'\"\n\t") != NULL)
    return pyvenv_fail (cx, 0, "%s wants a version ('65.5.0'), a range"
                        " ('>=65,<70'), 'latest', 'venv' or 'none', not '%s'",
                        project_name (project), value);
  self->versions[project] = value;
  return 0;
}

static int
setuptools_pip_config (void *data, pyvenv_context *cx, const char *key,
                       const char *value)
{
  struct setuptools_pip *self = data;
  if (strcmp (key, "no-setuptools") == 0)
    return pyvenv_parse_bool (cx, key, value, &self->no_setuptools);
  if (strcmp (key, "no-pip") == 0)
    return pyvenv_parse_bool (cx, key, value, &self->no_pip);
  if (strcmp (key, "pre") == 0)
    return pyvenv_parse_bool (cx, key, value, &self->pre);
  if (strcmp (key, "source") == 0)
    return setuptools_pip_set_source (self, cx, value);
  if (strcmp (key, "index-url") == 0)
    return self->index_url = value, 0;
  if (strcmp (key, "find-links") == 0)
    return self->find_links = value, 0;

  enum project project = setuptools_pip_project (key, "");
  if (project != PROJECTS)
    return setuptools_pip_set_version (self, cx, project, value);
  project = setuptools_pip_project (key, "-script");
  if (project == PROJECTS || script_check (cx, key, value) < 0)
    return -1;
  self->scripts[project] = value;
  return 0;
}

/* Says what may surprise.  That no-setuptools leaves out pip is the manual's idea.
 * --upgrade leaves post_setup out; wheel is asked for by any version, since
 * nobody gets it unasked. */
static void
setuptools_pip_warn (const struct setuptools_pip *self, pyvenv_context *cx)
{
  unsigned options = pyvenv_options (cx);
  if (self->no_setuptools && !self->no_pip
      && (project_is_chosen (self, PROJECT_PIP)
          || self->scripts[PROJECT_PIP] != NULL))
    pyvenv_warn (cx, "pip is left out as well by --no-setuptools"
                 " (--setuptools=none leaves out nothing but setuptools)");
  if ((options & PYVENV_UPGRADE) == 0 || (options & PYVENV_UPGRADE_DEPS) != 0)
    return;
  for (unsigned i = 0; i < PROJECTS; i++)
    if (project_is_chosen (self, (enum project) i)
        || (i == PROJECT_WHEEL && project_is_wanted (self, cx, PROJECT_WHEEL)))
      pyvenv_warn (cx, "%s stays as it is: --upgrade alone installs no packages"
                   " (--upgrade-deps does)", project_name ((enum project) i));
}

/* Only the wheels of the interpreter can be looked for while nothing has
 * changed yet. */
static int
setuptools_pip_check (void *data, pyvenv_context *cx)
{
  const struct setuptools_pip *self = data;
  struct bundle bundle;
  setuptools_pip_warn (self, cx);
  if (self->source != SOURCE_BUNDLED || self->scripts[PROJECT_PIP] != NULL
      || !project_is_wanted (self, cx, PROJECT_PIP))
    return 0;
  if (bundle_find (cx, &bundle) < 0)
    return -1;
  if (bundle.pip != NULL)
    return 0;

  const char *package = bundle_package (cx);
  return package == NULL ? -1
    : pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                      "no wheel of pip comes with '%s'\n"
                      "  install your distribution's %s, or use"
                      " --source=index", pyvenv_base_python (cx), package);
}

/* With source=script, setuptools comes with the script for pip. */
static bool
setuptools_pip_comes_along (const struct setuptools_pip *self)
{
  return self->source == SOURCE_SCRIPT
    && self->scripts[PROJECT_SETUPTOOLS] == NULL;
}

/* What the script for PROJECT is told: the version that was asked for.  With
 * source=script the one for pip is get-pip.py, which installs setuptools as
 * well unless told otherwise, and since Python 3.12 if told so. */
static int
setuptools_pip_arguments (const struct setuptools_pip *self,
                          pyvenv_context *cx, enum project project,
                          const char *arguments[3])
{
  size_t count = 0;
  if (project_is_chosen (self, project)
      && (arguments[count++] = project_requirement (self, cx, project)) == NULL)
    return -1;
  if (project == PROJECT_PIP && setuptools_pip_comes_along (self)
      && (arguments[count++]
          = !project_is_wanted (self, cx, PROJECT_SETUPTOOLS)
            ? "--no-setuptools"
            : project_requirement (self, cx, PROJECT_SETUPTOOLS)) == NULL)
    return -1;
  arguments[count] = NULL;
  return 0;
}

/* Runs the script for PROJECT, if there is one. */
static int
setuptools_pip_run_script (const struct setuptools_pip *self,
                           pyvenv_context *cx, enum project project)
{
  const char *arguments[3];
  const char *url = self->scripts[project];
  const char *name = project_name (project);
  bool published = url == NULL && project == PROJECT_PIP
    && self->source == SOURCE_SCRIPT;
  if (!project_is_wanted (self, cx, project) || (url == NULL && !published))
    return 0;
  if (setuptools_pip_arguments (self, cx, project, arguments) < 0)
    return -1;
  return published ? script_install_published (cx, name, arguments)
    : script_install (cx, name, url, arguments);
}

static int
setuptools_pip_work (void *data, pyvenv_context *cx)
{
  /* The manual's order. */
  static const enum project order[]
    = { PROJECT_SETUPTOOLS, PROJECT_PIP, PROJECT_WHEEL };
  const struct setuptools_pip *self = data;
  int by_wheel[PROJECTS];

  for (unsigned i = 0; i < PROJECTS; i++)
    by_wheel[i] = project_is_wanted (self, cx, (enum project) i)
      && self->scripts[i] == NULL;
  if (self->source == SOURCE_SCRIPT)
    by_wheel[PROJECT_PIP] = false;
  if (by_wheel[PROJECT_SETUPTOOLS] && setuptools_pip_comes_along (self))
    {
      by_wheel[PROJECT_SETUPTOOLS] = false;
      if (!project_is_wanted (self, cx, PROJECT_PIP))
        pyvenv_warn (cx, "setuptools is not installed: ez_setup.py, which did"
                     " it, is not maintained and does not work with Python 3.10"
                     " or later, and get-pip.py does it only along with pip"
                     " (--source=index installs it)");
    }

  if (source_install (self, cx, by_wheel) < 0)
    return -1;
  for (size_t i = 0; i < PROJECTS; i++)
    if (setuptools_pip_run_script (self, cx, order[i]) < 0)
      return -1;
  return 0;
}

static int
setuptools_pip_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  struct setuptools_pip_env *env = pyvenv_local (cx);
  if (pyvenv_call_next (next) < 0
      || hide_system_site (self, cx, setuptools_pip_work) < 0)
    return -1;
  env->is_done = 1;
  return 0;
}

/* Instead of what is inherited, which knows neither versions nor sources.  What
 * post_setup has just installed is as new as it can be. */
static int
setuptools_pip_upgrade_dependencies (void *self, pyvenv_context *cx,
                                     pyvenv_next *next)
{
  const struct setuptools_pip_env *env = pyvenv_local (cx);
  (void) next;
  return env->is_done ? 0 : hide_system_site (self, cx, setuptools_pip_work);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "setuptools-pip",
  .version = PACKAGE_VERSION,
  .description = "Installs setuptools and pip, as in the manual of venv",
  .keys = setuptools_pip_keys,
  .provides = PYVENV_PROVIDES_PIP,
  .state_size = sizeof (struct setuptools_pip),
  .local_size = sizeof (struct setuptools_pip_env),
  .config = setuptools_pip_config,
  .post_setup = setuptools_pip_post_setup,
  .check = setuptools_pip_check,
  .upgrade_dependencies = setuptools_pip_upgrade_dependencies
};
