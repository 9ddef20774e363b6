/* wheels.c: wheel files and folders of them. */
#include <config.h>

#include "packages.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is going to be installed; strings are of the context. */
struct wheels {
  struct pyvenv_wheel *items;
  size_t count;
};

static int
wheels_is_wheel (const struct dirent *entry)
{
  const char *name = entry->d_name;
  size_t length = strlen (name);
  return name[0] != '.' && length > 4
    && strcmp (name + length - 4, ".whl") == 0;
}

static int
wheels_compare (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

static int
wheels_append (struct wheels *wheels, pyvenv_context *cx, const char *path)
{
  struct pyvenv_wheel *longer = realloc (wheels->items, (wheels->count + 1)
                                         * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot install '%s'", path);
  wheels->items = longer;
  longer[wheels->count++] = (struct pyvenv_wheel) {
    .struct_size = sizeof *longer, .path = path
  };
  return 0;
}

/* Two spellings of one name find the same wheel twice, which does no harm. */
static int
wheels_on_found (void *data, pyvenv_context *cx, const char *requirement,
                 const char *version, const char *path)
{
  (void) requirement;
  (void) version;
  const char *copy = pyvenv_format (cx, "%s", path);
  return copy != NULL ? wheels_append (data, cx, copy) : -1;
}

/* Looks for each of the PROJECTS, which ends with NULL, in FOLDER. */
static int
wheels_choose (struct wheels *wheels, pyvenv_context *cx, const char *folder,
               const char *const *projects)
{
  const struct pyvenv_search search = {
    .struct_size = sizeof search,
    .flags = PYVENV_FROM_FIND_LINKS,
    .requirements = projects,
    .find_links = folder
  };
  return pyvenv_find_wheels (cx, &search, wheels_on_found, wheels) == 0
    ? 0 : -1;
}

/* The projects of COUNT wheels, sorted by name, each once, followed by NULL; to be
 * freed.  A name that is not that of a wheel stays, and is not found.  NULL after
 * pyvenv_fail. */
static const char **
wheels_projects (pyvenv_context *cx, struct dirent *const *entries,
                 size_t count)
{
  const char **projects = calloc (count + 1, sizeof *projects);
  size_t used = 0;
  if (projects == NULL)
    pyvenv_fail (cx, errno, "cannot install wheels");
  for (size_t i = 0; projects != NULL && i < count; i++)
    {
      const char *name = entries[i]->d_name;
      const char *project = pyvenv_format (cx, "%.*s",
                                           (int) strcspn (name, "-"), name);
      if (project == NULL)
        {
          free (projects);
          return NULL;
        }
      if (used == 0 || strcmp (projects[used - 1], project) != 0)
        projects[used++] = project;
    }
  return projects;
}

static int
wheels_add_folder (struct wheels *wheels, pyvenv_context *cx,
                   const char *folder)
{
  struct dirent **entries = NULL;
  int count = scandir (folder, &entries, wheels_is_wheel, wheels_compare);
  if (count < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", folder);

  int result = 0;
  if (count == 0)
    pyvenv_warn (cx, "there is no wheel in '%s'", folder);
  else
    {
      const char **projects = wheels_projects (cx, entries, (size_t) count);
      result = projects == NULL ? -1
        : wheels_choose (wheels, cx, folder, projects);
      free (projects);
    }
  for (int i = 0; i < count; i++)
    free (entries[i]);
  free (entries);
  return result;
}

static int
wheels_add (struct wheels *wheels, pyvenv_context *cx, const char *paths)
{
  while (*paths != '\0')
    {
      size_t length = strcspn (paths, ":");
      const char *path = pyvenv_format (cx, "%.*s", (int) length, paths);
      struct stat st;
      if (path == NULL)
        return -1;
      int result = stat (path, &st) == 0 && S_ISDIR (st.st_mode)
        ? wheels_add_folder (wheels, cx, path)
        : wheels_append (wheels, cx, path);
      if (result < 0)
        return -1;
      paths += length;
      paths += *paths == ':';
    }
  return 0;
}

int
wheels_install (pyvenv_context *cx, const char *paths)
{
  struct wheels wheels = { NULL, 0 };
  int result = wheels_add (&wheels, cx, paths);
  if (result == 0 && wheels.count > 0)
    {
      pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Installing wheels ...");
      result = pyvenv_install_wheels (cx, wheels.items, wheels.count,
                                      PYVENV_WHEEL_BY_NAME
                                      | PYVENV_WHEEL_NO_DEPS);
    }
  if (result == 0 && wheels.count > 0)
    pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  free (wheels.items);
  return result;
}
