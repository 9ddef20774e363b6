/* project.c: setuptools, pip and wheel, as this plugin was asked for them. */
#include <config.h>

#include "setuptools-pip.h"

#include <stdbool.h>
#include <string.h>

/* venv installs setuptools before this minor version of Python 3. */
#define SETUPTOOLS_UNTIL 12

const char *
project_name (enum project project)
{
  static const char *const names[PROJECTS] = {
    [PROJECT_PIP] = "pip", [PROJECT_SETUPTOOLS] = "setuptools",
    [PROJECT_WHEEL] = "wheel"
  };
  return names[project];
}

int
project_version_is_word (const char *version)
{
  static const char *const words[] = { "latest", "none", "venv" };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp (version, words[i]) == 0)
      return true;
  return false;
}

/* Whether venv of the environment's Python would install PROJECT. */
static bool
project_is_of_venv (const pyvenv_context *cx, enum project project)
{
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  return project == PROJECT_PIP
    || (project == PROJECT_SETUPTOOLS && minor < SETUPTOOLS_UNTIL);
}

int
project_is_wanted (const struct setuptools_pip *self, const pyvenv_context *cx,
                   enum project project)
{
  const char *version = self->versions[project];
  if (version != NULL
      && (strcmp (version, "none") == 0
          || (strcmp (version, "venv") == 0
              && !project_is_of_venv (cx, project))))
    return false;
  switch (project)
    {
    case PROJECT_PIP:
      /* "Can't install pip without setuptools", says the manual. */
      return !self->no_pip && !self->no_setuptools
        && !(pyvenv_options (cx) & PYVENV_WITHOUT_PIP);
    case PROJECT_SETUPTOOLS:
      return !self->no_setuptools;
    default:
      return version != NULL;
    }
}

int
project_is_chosen (const struct setuptools_pip *self, enum project project)
{
  const char *version = self->versions[project];
  return version != NULL && !project_version_is_word (version);
}

const char *
project_requirement (const struct setuptools_pip *self, pyvenv_context *cx,
                     enum project project)
{
  const char *name = project_name (project);
  const char *version = self->versions[project];
  if (!project_is_chosen (self, project))
    return name;
  return pyvenv_format (cx, "%s%s%s", name,
                        strchr ("=<>!~", *version) != NULL ? "" : "==",
                        version);
}

void
project_start (pyvenv_context *cx, const char *name)
{
  const char *text = pyvenv_format (cx, "Installing %s ...", name);
  if (text != NULL)
    pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, text);
}

void
project_done (pyvenv_context *cx)
{
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
}
