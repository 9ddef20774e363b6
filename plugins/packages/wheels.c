/* wheels.c: wheel files and folders of them, which are installed natively where
 * they hold nothing compiled. */
#include <config.h>

#include "packages.h"

#include "pip.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
wheels_has_suffix (const char *name, const char *suffix)
{
  size_t length = strlen (name), tail = strlen (suffix);
  return length > tail && strcmp (name + length - tail, suffix) == 0;
}

static int
wheels_is_wheel (const struct dirent *entry)
{
  return entry->d_name[0] != '.' && wheels_has_suffix (entry->d_name, ".whl");
}

static int
wheels_compare (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

static int
wheels_append (pyvenv_context *cx, const char ***list, size_t *count,
               const char *path)
{
  const char **longer = realloc (*list, (*count + 1) * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot install '%s'", path);
  *list = longer;
  longer[(*count)++] = path;
  return 0;
}

static int
wheels_add (pyvenv_context *cx, struct wheels *wheels, const char *path)
{
  return wheels_has_suffix (path, "-none-any.whl")
    ? wheels_append (cx, &wheels->pure, &wheels->pure_count, path)
    : wheels_append (cx, &wheels->compiled, &wheels->compiled_count, path);
}

static int
wheels_add_folder (pyvenv_context *cx, struct wheels *wheels,
                   const char *folder)
{
  struct dirent **entries = NULL;
  int count = scandir (folder, &entries, wheels_is_wheel, wheels_compare);
  if (count < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", folder);
  if (count == 0)
    pyvenv_warn (cx, "there is no wheel in '%s'", folder);

  int result = 0;
  for (int i = 0; i < count; i++)
    {
      const char *path = result < 0 ? NULL
        : pyvenv_format (cx, "%s/%s", folder, entries[i]->d_name);
      if (path == NULL || wheels_add (cx, wheels, path) < 0)
        result = -1;
      free (entries[i]);
    }
  free (entries);
  return result;
}

int
wheels_find (pyvenv_context *cx, const char *paths, struct wheels *ret)
{
  *ret = (struct wheels) { NULL, 0, NULL, 0 };
  while (*paths != '\0')
    {
      size_t length = strcspn (paths, ":");
      const char *path = pyvenv_format (cx, "%.*s", (int) length, paths);
      struct stat st;
      if (path == NULL)
        return -1;
      int result = stat (path, &st) == 0 && S_ISDIR (st.st_mode)
        ? wheels_add_folder (cx, ret, path) : wheels_add (cx, ret, path);
      if (result < 0)
        return -1;
      paths += length;
      paths += *paths == ':';
    }
  return 0;
}

void
wheels_free (struct wheels *wheels)
{
  free (wheels->pure);
  free (wheels->compiled);
}

int
wheels_install (pyvenv_context *cx, const struct wheels *wheels)
{
  if (wheels->pure_count + wheels->compiled_count == 0)
    return 0;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "Installing wheels ...");
  for (size_t i = 0; i < wheels->pure_count; i++)
    if (pyvenv_install_wheel (cx, wheels->pure[i], PYVENV_WHEEL_BY_NAME
                              | PYVENV_WHEEL_NO_DEPS) < 0)
      return -1;
  if (wheels->compiled_count > 0
      && pip_install_wheels (cx, NULL, wheels->compiled,
                             wheels->compiled_count) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  return 0;
}
