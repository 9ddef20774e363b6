/* packages.c: gives each environment packages and files of a site's own, so
 * that an INI file is all that it takes. */
#include <config.h>

#include "packages.h"

#include "pip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What was asked for; NULL where nothing.  An empty value takes back what a
 * weaker source of settings asked for. */
struct packages {
  const char *wheels, *install, *requirements, *files;
};

static const struct pyvenv_key packages_keys[] = {
  { "wheels", "PATHS", "wheels, and folders of them, to install as they are" },
  { "install", "REQUIREMENTS", "what the environment's pip installs" },
  { "requirements", "FILE", "the same, from a file" },
  { "files", "FOLDER", "a folder whose content is copied" },
  { NULL, NULL, NULL }
};

static int
packages_config (void *data, pyvenv_context *cx, const char *key,
                 const char *value)
{
  struct packages *self = data;
  (void) cx;
  const char **slot = strcmp (key, "wheels") == 0 ? &self->wheels
    : strcmp (key, "install") == 0 ? &self->install
    : strcmp (key, "files") == 0 ? &self->files : &self->requirements;
  *slot = value[strspn (value, " \t:")] != '\0' ? value : NULL;
  return 0;
}

/* The absolute form of LENGTH bytes of PATH: what is relative is meant from where
 * the user is now. */
static const char *
packages_resolve (pyvenv_context *cx, const char *path, size_t length)
{
  const char *given = pyvenv_format (cx, "%.*s", (int) length, path);
  char *absolute = given != NULL ? realpath (given, NULL) : NULL;
  if (given != NULL && absolute == NULL)
    pyvenv_fail (cx, errno, "cannot find '%s'", given);
  const char *result = absolute == NULL ? NULL
    : pyvenv_format (cx, "%s", absolute);
  free (absolute);
  return result;
}

/* The same for each of the paths that colons separate. */
static const char *
packages_resolve_all (pyvenv_context *cx, const char *paths)
{
  const char *all = "";
  while (all != NULL && *paths != '\0')
    {
      size_t length = strcspn (paths, ":");
      const char *path = length == 0 ? ""
        : packages_resolve (cx, paths, length);
      if (path == NULL)
        return NULL;
      if (*path != '\0')
        all = pyvenv_format (cx, "%s%s%s", all, *all != '\0' ? ":" : "", path);
      paths += length;
      paths += *paths == ':';
    }
  return all;
}

/* A requirement that begins with a dash would be an option of pip. */
static int
packages_check_requirements (pyvenv_context *cx, const char *value)
{
  for (const char *s = value; *(s += strspn (s, " \t")) != '\0';
       s += strcspn (s, " \t"))
    if (*s == '-')
      return pyvenv_fail (cx, 0, "install takes requirements as in 'requests>=2"
                          " rich', not options of pip: '%s'", s);
  return 0;
}

static int
packages_config_complete (void *data, pyvenv_context *cx)
{
  struct packages *self = data;
  if (self->wheels != NULL
      && (self->wheels = packages_resolve_all (cx, self->wheels)) == NULL)
    return -1;
  const char **paths[] = { &self->requirements, &self->files };
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    if (*paths[i] != NULL
        && (*paths[i] = packages_resolve (cx, *paths[i], strlen (*paths[i])))
           == NULL)
      return -1;
  return self->install == NULL ? 0
    : packages_check_requirements (cx, self->install);
}

/* The key for which pip has to be there, or NULL. */
static const char *
packages_pip_key (const struct packages *self)
{
  return self->requirements != NULL ? "requirements"
    : self->install != NULL ? "install" : NULL;
}

/* An upgrade leaves out what is done here. */
static int
packages_check (void *data, pyvenv_context *cx)
{
  unsigned options = pyvenv_options (cx);
  const char *key = packages_pip_key (data);
  if ((options & PYVENV_UPGRADE) != 0 || key == NULL)
    return 0;
  if ((options & PYVENV_WITHOUT_PIP) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "'%s' needs pip, which"
                           " --without-pip leaves out (--set packages.%s="
                           " takes it back)", key, key);
  if ((options & PYVENV_OFFLINE) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: '%s' is"
                           " left to pip, which may use the network ('wheels'"
                           " does without)", key);
  return 0;
}

/* With all that the requirements depend on, by the user's settings of pip. */
static int
packages_run_pip (const struct packages *self, pyvenv_context *cx)
{
  static const char *const always[] = {
    "-m", "pip", "install", "--disable-pip-version-check", "--no-input", NULL
  };
  struct pip_arguments list = { 0 };
  for (size_t i = 0; always[i] != NULL; i++)
    pip_add (&list, always[i]);
  if ((pyvenv_options (cx) & PYVENV_NO_CACHE) != 0)
    pip_add (&list, "--no-cache-dir");
  if (self->requirements != NULL)
    {
      pip_add (&list, "--requirement");
      pip_add (&list, self->requirements);
    }
  pip_add (&list, "--");
  for (const char *s = self->install != NULL ? self->install : "";
       *(s += strspn (s, " \t")) != '\0'; s += strcspn (s, " \t"))
    pip_add (&list, pyvenv_format (cx, "%.*s", (int) strcspn (s, " \t"), s));
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Installing packages ...");
  if (pip_run (&list, cx, false, "pip cannot install it") < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  return 0;
}

/* After all others, so that pip is there; files come last and may change what
 * packages brought. */
static int
packages_post_setup (void *data, pyvenv_context *cx, pyvenv_next *next)
{
  const struct packages *self = data;
  if (pyvenv_call_next (next) < 0)
    return -1;
  if (self->wheels != NULL && wheels_install (cx, self->wheels) < 0)
    return -1;
  if ((self->install != NULL || self->requirements != NULL)
      && packages_run_pip (self, cx) < 0)
    return -1;
  return self->files != NULL ? files_copy (cx, self->files) : 0;
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "packages",
  .version = PACKAGE_VERSION,
  .description = "Gives each environment packages and files of your own",
  .keys = packages_keys,
  .order = PYVENV_ORDER_FIRST,
  .state_size = sizeof (struct packages),
  .config = packages_config,
  .config_complete = packages_config_complete,
  .check = packages_check,
  .post_setup = packages_post_setup
};
