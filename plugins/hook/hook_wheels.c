/* hook_wheels.c: requests that install packages or download files. */
#include <config.h>

#include "hook.h"

#include <errno.h>
#include <stdlib.h>

/* One wheel: a path, or an object with path, hash and url. */
static int
hook_take_wheel (struct hook *hook, const json_t *item, struct pyvenv_wheel *ret)
{
  *ret = (struct pyvenv_wheel) { .struct_size = sizeof *ret,
                                 .path = json_string_value (item) };
  return ret->path != NULL ? 0
         : hook_field_string (hook, item, "path", true, &ret->path) < 0
           || hook_field_string (hook, item, "hash", false, &ret->hash) < 0
           || hook_field_string (hook, item, "url", false, &ret->url) < 0 ? -1 : 0;
}

static int
hook_install_wheels (struct hook *hook, const json_t *request, json_t **ret)
{
  const json_t *list = json_object_get (request, "wheels");
  size_t count = json_array_size (list);
  unsigned flags = 0;
  (void) ret;
  if (!json_is_array (list))
    return hook_error_usage (hook, "wheels", "is no list");
  if (hook_field_bit (hook, request, "by_name", PYVENV_WHEEL_BY_NAME, &flags) < 0
      || hook_field_bit (hook, request, "keep_newer", PYVENV_WHEEL_KEEP_NEWER,
                         &flags) < 0
      || hook_field_bit (hook, request, "no_deps", PYVENV_WHEEL_NO_DEPS, &flags) < 0
      || hook_field_bit (hook, request, "dependency", PYVENV_WHEEL_DEPENDENCY,
                         &flags) < 0)
    return -1;
  struct pyvenv_wheel *wheels = calloc (count + 1, sizeof *wheels);
  if (wheels == NULL)
    return pyvenv_fail (hook->cx, errno, "cannot install wheels");
  int result = 0;
  for (size_t i = 0; i < count && result == 0; i++)
    result = hook_take_wheel (hook, json_array_get (list, i), &wheels[i]);
  if (result == 0)
    result = pyvenv_install_wheels (hook->cx, wheels, count, flags);
  free (wheels);
  return result;
}

/* The lists of a request for packages; each is to be freed, whatever the result. */
struct hook_lists {
  const char **files, **extras, **groups, **requirements;
};

static int
hook_take_lists (struct hook *hook, const json_t *request, struct hook_lists *lists)
{
  return hook_field_list (hook, request, "files", false, &lists->files) < 0
         || hook_field_list (hook, request, "extras", false, &lists->extras) < 0
         || hook_field_list (hook, request, "groups", false, &lists->groups) < 0
         || hook_field_list (hook, request, "requirements", false,
                             &lists->requirements) < 0 ? -1 : 0;
}

static int
hook_install_lists (struct hook *hook, const json_t *request,
                    const struct hook_lists *lists)
{
  struct pyvenv_requirements what = {
    .struct_size = sizeof what,
    .files = lists->files,
    .extras = lists->extras,
    .groups = lists->groups,
    .requirements = lists->requirements,
    .max_age = json_integer_value (json_object_get (request, "max_age")),
  };
  unsigned flags = 0;
  if (hook_field_bit (hook, request, "no_deps", PYVENV_REQUIREMENTS_NO_DEPS,
                      &flags) < 0
      || hook_field_bit (hook, request, "only_wheels", PYVENV_REQUIREMENTS_ONLY_WHEELS,
                         &flags) < 0
      || hook_field_bit (hook, request, "refresh", PYVENV_REQUIREMENTS_REFRESH,
                         &flags) < 0
      || hook_field_bit (hook, request, "only_pinned", PYVENV_REQUIREMENTS_ONLY_PINNED,
                         &flags) < 0)
    return -1;
  what.flags = flags;
  return pyvenv_install_requirements (hook->cx, &what);
}

static int
hook_install_requirements (struct hook *hook, const json_t *request, json_t **ret)
{
  struct hook_lists lists = { NULL, NULL, NULL, NULL };
  (void) ret;
  int result = hook_take_lists (hook, request, &lists);
  if (result == 0)
    result = hook_install_lists (hook, request, &lists);
  free (lists.files);
  free (lists.extras);
  free (lists.groups);
  free (lists.requirements);
  return result;
}

static int
hook_remove_projects (struct hook *hook, const json_t *request, json_t **ret)
{
  const char **projects = NULL;
  (void) ret;
  if (hook_field_list (hook, request, "projects", true, &projects) < 0)
    return -1;
  int result = pyvenv_remove_projects (hook->cx, projects);
  free (projects);
  return result;
}

static int
hook_fetch (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *url = NULL, *path = NULL, *hash = NULL;
  json_int_t limit = json_integer_value (json_object_get (request, "limit"));
  (void) ret;
  if (hook_field_string (hook, request, "url", true, &url) < 0
      || hook_field_string (hook, request, "path", true, &path) < 0
      || hook_field_string (hook, request, "hash", false, &hash) < 0)
    return -1;
  return pyvenv_fetch (hook->cx, url, path, hash, limit > 0 ? (uint64_t) limit : 0) == 0
         ? 0 : -1;
}

const struct hook_request_row hook_wheels[] = {
  { "install_wheels", hook_install_wheels },
  { "install_requirements", hook_install_requirements },
  { "remove_projects", hook_remove_projects },
  { "fetch", hook_fetch },
  { NULL, NULL }
};
