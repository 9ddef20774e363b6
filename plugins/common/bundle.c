/* bundle.c: the wheels that come with an interpreter. */
#include <config.h>

#include "bundle.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ensurepip/__init__.py is some ten thousand bytes long. */
#define BUNDLE_SOURCE_LIMIT 65536

/* True for PROJECT-VERSION-...whl. */
static bool
bundle_is_wheel (const char *name, const char *project, const char *version)
{
  size_t length = strlen (project), end = strlen (name);
  if (strncmp (name, project, length) != 0 || name[length] != '-'
      || end < 4 || strcmp (name + end - 4, ".whl") != 0)
    return false;

  const char *found = name + length + 1;
  return version == NULL
    || (strncmp (found, version, strlen (version)) == 0
        && found[strlen (version)] == '-');
}

/* The wheel of PROJECT in FOLDER that comes last in alphabetical order, which
 * is what ensurepip takes; of VERSION only, unless that is NULL.  *RET is NULL
 * where there is none. */
static int
bundle_last (pyvenv_context *cx, const char *folder, const char *project,
             const char *version, const char **ret)
{
  char last[256] = "";
  DIR *dir = opendir (folder);
  for (struct dirent *entry;
       dir != NULL && (entry = readdir (dir)) != NULL;)
    if (bundle_is_wheel (entry->d_name, project, version)
        && strcmp (entry->d_name, last) > 0)
      snprintf (last, sizeof last, "%s", entry->d_name);
  if (dir != NULL)
    closedir (dir);

  *ret = NULL;
  if (last[0] == '\0')
    return 0;
  size_t length = strlen (folder);
  const char *slash = length > 0 && folder[length - 1] == '/' ? "" : "/";
  *ret = pyvenv_format (cx, "%s%s%s", folder, slash, last);
  return *ret != NULL ? 0 : -1;
}

/* Reads VARIABLE = "1.2.3" from ensurepip/__init__.py: what ensurepip installs,
 * where its folder holds more than one version.  VERSION is empty afterwards if
 * there is no such line. */
static void
bundle_pinned (pyvenv_context *cx, const char *variable, char version[64])
{
  version[0] = '\0';
  const char *path = pyvenv_format (cx, "%s/ensurepip/__init__.py",
                                    pyvenv_python_fact (cx, "stdlib"));
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  if (file == NULL)
    return;

  char line[256];
  for (long read = 0; read < BUNDLE_SOURCE_LIMIT
         && fgets (line, sizeof line, file) != NULL;
       read += (long) strlen (line))
    {
      char quote[2], found[64];
      size_t length = strlen (variable);
      if (strncmp (line, variable, length) == 0
          && sscanf (line + length, " = %1['\"]%63[^'\"]", quote, found) == 2)
        {
          memcpy (version, found, sizeof found);
          break;
        }
    }
  fclose (file);
}

/* The wheel beside ensurepip. */
static int
bundle_own (pyvenv_context *cx, const char *project, const char *variable,
            const char **ret)
{
  const char *folder = bundle_folder (cx);
  *ret = NULL;
  if (folder == NULL)
    return 0;

  char version[64];
  bundle_pinned (cx, variable, version);
  if (version[0] != '\0'
      && bundle_last (cx, folder, project, version, ret) < 0)
    return -1;
  return *ret != NULL ? 0 : bundle_last (cx, folder, project, NULL, ret);
}

const char *
bundle_folder (pyvenv_context *cx)
{
  const char *stdlib = pyvenv_python_fact (cx, "stdlib");
  return stdlib != NULL
    ? pyvenv_format (cx, "%s/ensurepip/_bundled", stdlib) : NULL;
}

/* Looks in FOLDER, which may be NULL.  Returns 1 if it has all that is needed, 0,
 * or -1 after pyvenv_fail. */
static int
bundle_find_in (pyvenv_context *cx, const char *folder, struct bundle *ret)
{
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  /* An empty name would mean the working directory, as it did in 3.13.0. */
  if (folder == NULL || *folder != '/')
    return 0;
  if (bundle_last (cx, folder, "pip", NULL, &ret->pip) < 0
      || bundle_last (cx, folder, "setuptools", NULL, &ret->setuptools) < 0)
    return -1;
  /* Up to 3.11 ensurepip needs both, from one place. */
  return ret->pip != NULL && (minor >= 12 || ret->setuptools != NULL);
}

/* The folder of the option wheel-dir, absolute, or NULL. */
static const char *
bundle_given_folder (pyvenv_context *cx)
{
  const char *folder = pyvenv_option_value (cx, "wheel-dir");
  if (folder == NULL || *folder == '\0')
    return NULL;
  char *absolute = realpath (folder, NULL);
  if (absolute == NULL)
    pyvenv_warn (cx, "there is no folder '%s', which wheel-dir names", folder);
  const char *copy = absolute != NULL ? pyvenv_format (cx, "%s", absolute)
                                      : NULL;
  free (absolute);
  return copy;
}

const char *
bundle_message (pyvenv_context *cx, const char *option, const char *file)
{
  int major, minor;
  const char *rest = pyvenv_option_value (cx, option);
  const char *text = rest != NULL ? "" : NULL;
  pyvenv_python_version (cx, &major, &minor, NULL);
  while (text != NULL && *rest != '\0')
    {
      size_t length = strcspn (rest, "{");
      text = pyvenv_format (cx, "%s%.*s", text, (int) length, rest);
      rest += length;
      if (*rest == '\0' || text == NULL)
        break;
      if (strncmp (rest, "{version}", strlen ("{version}")) == 0)
        text = pyvenv_format (cx, "%s%d.%d", text, major, minor);
      else if (strncmp (rest, "{python}", strlen ("{python}")) == 0)
        text = pyvenv_format (cx, "%s%s", text, pyvenv_base_python (cx));
      else if (strncmp (rest, "{file}", strlen ("{file}")) == 0)
        text = pyvenv_format (cx, "%s%s", text, file);
      else
        {
          text = pyvenv_format (cx, "%s{", text);
          rest++;
          continue;
        }
      rest += strcspn (rest, "}") + 1;
    }
  return text;
}

int
bundle_find (pyvenv_context *cx, struct bundle *ret)
{
  *ret = (struct bundle) { NULL, NULL };
  int found = bundle_find_in (cx, bundle_given_folder (cx), ret);
  if (found == 0)
    found = bundle_find_in (cx, pyvenv_python_fact (cx, "wheel-pkg-dir"), ret);
  if (found != 0)
    return found < 0 ? -1 : 0;

  const char *setuptools = ret->setuptools;
  if (bundle_own (cx, "pip", "_PIP_VERSION", &ret->pip) < 0
      || bundle_own (cx, "setuptools", "_SETUPTOOLS_VERSION",
                     &ret->setuptools) < 0)
    return -1;
  if (ret->setuptools == NULL)
    ret->setuptools = setuptools;
  return 0;
}

const char *
bundle_version (pyvenv_context *cx, const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  const char *start = name + strcspn (name, "-");
  start += *start == '-';
  return pyvenv_format (cx, "%.*s", (int) strcspn (start, "-"), start);
}

const char *
bundle_package (pyvenv_context *cx)
{
  int major, minor;
  const char *name = pyvenv_python_fact (cx, "implementation");
  pyvenv_python_version (cx, &major, &minor, NULL);
  return name != NULL && strcmp (name, "pypy") == 0 ? "pypy3-venv"
    : pyvenv_format (cx, "python%d.%d-venv", major, minor);
}
