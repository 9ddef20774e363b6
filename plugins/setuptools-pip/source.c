/* source.c: where wheels come from, by the key `source`. */
#include <config.h>

#include "setuptools-pip.h"

#include "bundle.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One try to get everything from one place. */
struct source_try {
  const struct setuptools_pip *self;
  unsigned from;                /* PYVENV_FROM_* */
  const char *find_links;
  const char *requirements[PROJECTS + 1];
  const char *installed;        /* "pip 24.0, setuptools 69.0", of the context */
  const char *kept;             /* the same of what was there and stays */
  bool lacks_setuptools;        /* it does not come with the interpreter */
};

/* What REQUIREMENT is one of; PROJECTS where it is packaging. */
static enum project
source_project (const char *requirement)
{
  for (unsigned i = 0; i < PROJECTS; i++)
    {
      const char *name = project_name ((enum project) i);
      size_t length = strlen (name);
      if (strncmp (requirement, name, length) == 0
          && (requirement[length] == '\0'
              || strchr ("=<>!~", requirement[length]) != NULL))
        return (enum project) i;
    }
  return PROJECTS;
}

static int source_search (struct source_try *try, pyvenv_context *cx,
                          unsigned from, const char *find_links);

/* wheel 0.46 and later use packaging, the only dependency that any of these
 * projects has. */
static int
source_add_packaging (const struct source_try *try, pyvenv_context *cx,
                      const char *version)
{
  struct source_try more = {
    .self = try->self, .requirements = { "packaging", NULL }
  };
  int major = 0, minor = 0;
  sscanf (version, "%d.%d", &major, &minor);
  if (major == 0 && minor < 46)
    return 0;
  return source_search (&more, cx, try->from, try->find_links) == 0 ? 0 : -1;
}

/* Adds "NAME VERSION" to a list. */
static int
source_add (pyvenv_context *cx, const char **list, const char *name,
            const char *version)
{
  *list = pyvenv_format (cx, "%s%s%s %s", *list != NULL ? *list : "",
                         *list != NULL ? ", " : "", name, version);
  return *list != NULL ? 0 : -1;
}

/* An environment that is there already keeps what fits and is not older than
 * what was found. */
static int
source_on_found (void *data, pyvenv_context *cx, const char *requirement,
                 const char *version, const char *path)
{
  struct source_try *try = data;
  const char *name = pyvenv_format (cx, "%.*s",
                                    (int) strcspn (requirement, "=<>!~"),
                                    requirement);
  unsigned flags = PYVENV_WHEEL_BY_NAME;
  enum project project = source_project (requirement);
  if (name == NULL)
    return -1;
  if (path == NULL)
    return source_add (cx, &try->kept, name, version);
  if (project == PROJECT_WHEEL)
    flags |= PYVENV_WHEEL_NO_DEPS;
  project_start (cx, name);
  if (wheel_install (cx, path, flags) < 0)
    return -1;
  project_done (cx);
  if (project == PROJECT_WHEEL && source_add_packaging (try, cx, version) < 0)
    return -1;
  return source_add (cx, &try->installed, name, version);
}

static int
source_search (struct source_try *try, pyvenv_context *cx, unsigned from,
               const char *find_links)
{
  try->from = from;
  try->find_links = find_links;
  const struct pyvenv_search search = {
    .struct_size = sizeof search,
    .flags = from | PYVENV_KEEP_INSTALLED
             | (try->self->pre ? PYVENV_PRERELEASES : 0),
    .requirements = try->requirements,
    .index_url = try->self->index_url,
    .find_links = find_links
  };
  return pyvenv_find_wheels (cx, &search, source_on_found, try);
}

/* PATH as an address, so that nothing in it is taken for something else. */
static const char *
source_url (pyvenv_context *cx, const char *path)
{
  const char *url = "file://";
  while (url != NULL && *path != '\0')
    {
      size_t plain = strcspn (path, " %#?\t\n\r\f\v");
      url = pyvenv_format (cx, "%s%.*s", url, (int) plain, path);
      path += plain;
      if (*path != '\0' && url != NULL)
        url = pyvenv_format (cx, "%s%%%02X", url, (unsigned char) *path++);
    }
  return url;
}

/* Installs the wheel at PATH, which comes with the interpreter, if it fits
 * WANTED. */
static int
source_take_bundled (struct source_try *try, pyvenv_context *cx,
                     const char *wanted, const char *path)
{
  const char *url = source_url (cx, path);
  if (url == NULL)
    return -1;
  try->requirements[0] = wanted;
  try->requirements[1] = NULL;
  return source_search (try, cx, PYVENV_FROM_FIND_LINKS, url) == 0 ? 0 : -1;
}

/* The wheels that come with the interpreter, one project after the other since
 * they may lie in different folders.  Newer ones come without setuptools: that
 * is left out, unless the user chose its version, and the caller says so. */
static int
source_bundled (struct source_try *try, pyvenv_context *cx)
{
  const struct source_try all = *try;
  struct bundle bundle;
  if (bundle_find (cx, &bundle) < 0)
    return -1;
  for (size_t i = 0; all.requirements[i] != NULL; i++)
    {
      const char *wanted = all.requirements[i];
      enum project project = source_project (wanted);
      const char *path = project == PROJECT_PIP ? bundle.pip
        : project == PROJECT_SETUPTOOLS ? bundle.setuptools : NULL;
      if (path == NULL && project == PROJECT_SETUPTOOLS
          && !project_is_chosen (try->self, project))
        try->lacks_setuptools = true;
      else if (path == NULL)
        return pyvenv_fail_as (cx, PYVENV_ERROR_INTERPRETER, 0,
                               "no wheel of '%s' comes with '%s'", wanted,
                               pyvenv_base_python (cx));
      else if (source_take_bundled (try, cx, wanted, path) < 0)
        return -1;
    }
  return 0;
}

static int
source_only_bundled (struct source_try *try, pyvenv_context *cx)
{
  if (source_bundled (try, cx) < 0)
    return -1;
  if (try->lacks_setuptools)
    pyvenv_warn (cx, "setuptools is not installed: it does not come with '%s'"
                 " (--source=index downloads it)", pyvenv_base_python (cx));
  return 0;
}

/* Fails for WHY, which made us look at the wheels that come with the
 * interpreter: it is no fault of theirs if they are not all that is wanted. */
static int
source_fail_bundled (pyvenv_context *cx, const char *why)
{
  int kind = pyvenv_error_kind (cx);
  if (kind == PYVENV_ERROR_INTERRUPTED)
    return -1;
  if (kind != PYVENV_ERROR_INTERPRETER)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "%s", why);

  const char *text = pyvenv_format (cx, "%s: %s", why, pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  return text == NULL ? -1
    : pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "%s", text);
}

/* Says what came of it that WHY kept us from the index, in one warning. */
static int
source_warn (const struct source_try *try, pyvenv_context *cx, const char *why,
             const char *from)
{
  const char *text = why;
  if (try->installed != NULL)
    text = pyvenv_format (cx, "%s; installed from %s: %s", text, from,
                          try->installed);
  if (text != NULL && try->kept != NULL)
    text = pyvenv_format (cx, "%s; as before: %s", text, try->kept);
  if (text != NULL && try->lacks_setuptools)
    text = pyvenv_format (cx, "%s; setuptools does not come with '%s'", text,
                          pyvenv_base_python (cx));
  if (text == NULL)
    return -1;
  pyvenv_warn (cx, "%s", text);
  return 0;
}

/* What find-links names and, if that has not everything, the wheels that come with
 * the interpreter. */
static int
source_local (struct source_try *try, pyvenv_context *cx)
{
  const struct source_try all = *try;
  if (source_search (try, cx, PYVENV_FROM_FIND_LINKS,
                     try->self->find_links) == 0)
    return 0;
  if (pyvenv_error_kind (cx) != PYVENV_ERROR_NETWORK)
    return -1;
  pyvenv_debug (cx, "the wheels that come with Python are used: %s",
                pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  *try = all;
  return source_only_bundled (try, cx);
}

/* What is on this machine, where WHY is what keeps us from the index. */
static int
source_fall_back (struct source_try *try, pyvenv_context *cx, const char *why)
{
  const struct source_try all = *try;
  const char *from = "find-links";
  if (source_search (try, cx, PYVENV_FROM_FIND_LINKS,
                     try->self->find_links) != 0)
    {
      if (pyvenv_error_kind (cx) != PYVENV_ERROR_NETWORK)
        return -1;
      pyvenv_clear_error (cx);
      *try = all;
      from = "the wheels that come with Python";
      if (source_bundled (try, cx) < 0
          || (try->installed == NULL && try->kept == NULL))
        return source_fail_bundled (cx, why);
    }
  return source_warn (try, cx, why, from);
}

/* The index; if it cannot be reached, what is on this machine. */
static int
source_auto (struct source_try *try, pyvenv_context *cx)
{
  int result = source_search (try, cx, PYVENV_FROM_INDEX
                              | PYVENV_FROM_FIND_LINKS, try->self->find_links);
  if (result != PYVENV_UNREACHABLE)
    return result;

  const char *error = pyvenv_last_error (cx);
  const char *why = pyvenv_format (cx, "%s", error != NULL ? error
                                   : "the index cannot be reached");
  if (why == NULL)
    return -1;
  pyvenv_clear_error (cx);
  return source_fall_back (try, cx, why);
}

int
source_install (const struct setuptools_pip *self, pyvenv_context *cx,
                const int wanted[PROJECTS])
{
  struct source_try try = { .self = self };
  size_t count = 0;
  for (unsigned i = 0; i < PROJECTS; i++)
    {
      if (!wanted[i])
        continue;
      try.requirements[count] = project_requirement (self, cx,
                                                     (enum project) i);
      if (try.requirements[count++] == NULL)
        return -1;
    }
  if (count == 0)
    return 0;

  int result = -1;
  switch (self->source)
    {
    case SOURCE_AUTO:
      result = source_auto (&try, cx);
      break;
    case SOURCE_FIND_LINKS:
      result = source_search (&try, cx, PYVENV_FROM_FIND_LINKS,
                              self->find_links);
      break;
    case SOURCE_BUNDLED:
      result = source_only_bundled (&try, cx);
      break;
    case SOURCE_LOCAL:
      result = source_local (&try, cx);
      break;
    case SOURCE_INDEX:
    case SOURCE_SCRIPT:
      result = source_search (&try, cx, PYVENV_FROM_INDEX, NULL);
      break;
    }
  return result == 0 ? 0 : -1;
}
