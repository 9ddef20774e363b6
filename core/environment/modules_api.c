/* modules_api.c: the functions of the plugin API that a module carries out. */
#include <config.h>

#include "context.h"
#include "modules.h"

#include <stdlib.h>
#include <string.h>

/* Refuses unknown flags: they may ask for something that this version does not
 * do. */
static int
modules_api_check_flags (pyvenv_context *cx, const char *function,
                         unsigned flags, unsigned known)
{
  if ((flags & ~known) == 0)
    return 0;
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s does not know the flags "
                         "0x%x", function, flags & ~known);
}

#define MODULES_API_WHEEL_FLAGS \
  (PYVENV_WHEEL_BY_NAME | PYVENV_WHEEL_KEEP_NEWER | PYVENV_WHEEL_NO_DEPS \
   | PYVENV_WHEEL_DEPENDENCY)

/* The size of struct pyvenv_search in API 0.2, which had it first. */
#define SEARCH_FIRST \
  (offsetof (struct pyvenv_search, find_links) + sizeof (const char *))

int
pyvenv_find_wheels (pyvenv_context *cx, const struct pyvenv_search *search,
                    pyvenv_found *on_found, void *data)
{
  struct pyvenv_search ours = { 0 };
  if (search->struct_size < SEARCH_FIRST)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "struct_size of struct "
                           "pyvenv_search is %u; it has to be the size of the "
                           "struct", (unsigned) search->struct_size);
  memcpy (&ours, search, search->struct_size < sizeof ours
          ? search->struct_size : sizeof ours);
  if (modules_api_check_flags (cx, "pyvenv_find_wheels", ours.flags,
                               PYVENV_FROM_INDEX | PYVENV_FROM_FIND_LINKS
                               | PYVENV_PRERELEASES
                               | PYVENV_KEEP_INSTALLED) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct index_module *module = modules_index (cx);
  return module != NULL ? module->find (cx, &ours, on_found, data) : -1;
}

int
pyvenv_install_wheel (pyvenv_context *cx, const char *path, unsigned flags)
{
  if (modules_api_check_flags (cx, "pyvenv_install_wheel", flags,
                               MODULES_API_WHEEL_FLAGS) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (cx);
  return module != NULL ? module->install (cx, path, flags, false) : -1;
}

/* The size of struct pyvenv_wheel in the API that had it first. */
#define WHEEL_FIRST \
  (offsetof (struct pyvenv_wheel, url) + sizeof (const char *))

/* Copies WHEELS, whose elements may be shorter or longer than ours. */
static struct pyvenv_wheel *
modules_api_wheels (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                    size_t count)
{
  uint32_t size = wheels->struct_size;
  if (size < WHEEL_FIRST)
    {
      pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "struct_size of struct "
                      "pyvenv_wheel is %u; it has to be the size of the struct",
                      (unsigned) size);
      return NULL;
    }
  struct pyvenv_wheel *ours = calloc (count, sizeof *ours);
  if (ours == NULL)
    {
      context_no_memory (cx);
      return NULL;
    }
  for (size_t i = 0; i < count; i++)
    {
      memcpy (&ours[i], (const char *) wheels + i * size,
              size < sizeof *ours ? size : sizeof *ours);
      if (modules_api_check_flags (cx, "pyvenv_install_wheels", ours[i].flags,
                                   MODULES_API_WHEEL_FLAGS) < 0)
        {
          free (ours);
          return NULL;
        }
    }
  return ours;
}

int
pyvenv_install_wheels (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                       size_t count, unsigned flags)
{
  if (modules_api_check_flags (cx, "pyvenv_install_wheels", flags,
                               MODULES_API_WHEEL_FLAGS) < 0
      || context_check_open (cx) < 0)
    return -1;
  if (count == 0)
    return 0;
  struct pyvenv_wheel *ours = modules_api_wheels (cx, wheels, count);
  const struct wheel_module *module = ours != NULL ? modules_wheel (cx) : NULL;
  int result = module == NULL ? -1
    : module->install_set (cx, ours, count, flags);
  free (ours);
  return result;
}

int
pyvenv_remove_others (pyvenv_context *cx, const char *const *keep,
                      unsigned flags)
{
  if (modules_api_check_flags (cx, "pyvenv_remove_others", flags,
                               PYVENV_WHEEL_NO_DEPS) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (cx);
  return module != NULL ? module->remove_others (cx, keep, flags) : -1;
}

int
pyvenv_remove_projects (pyvenv_context *cx, const char *const *projects)
{
  if (context_check_open (cx) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (cx);
  return module != NULL ? module->remove_projects (cx, projects) : -1;
}

/* The size of struct pyvenv_requirements in the API that had it first. */
#define REQUIREMENTS_FIRST \
  (offsetof (struct pyvenv_requirements, max_age) + sizeof (int64_t))

/* Copies WHAT, which may be that of an older or a newer API; a size between two of
 * ours would cut a pointer. */
static int
modules_api_requirements (pyvenv_context *cx, const char *function,
                          const struct pyvenv_requirements *what,
                          struct pyvenv_requirements *ret)
{
  *ret = (struct pyvenv_requirements) { .flags = 0 };
  if (what->struct_size < sizeof *ret && what->struct_size != REQUIREMENTS_FIRST)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "struct_size of struct"
                           " pyvenv_requirements is %u; it has to be the size of"
                           " the struct", (unsigned) what->struct_size);
  memcpy (ret, what, what->struct_size < sizeof *ret
          ? what->struct_size : sizeof *ret);
  if (ret->write_lock != NULL && *ret->write_lock != '/')
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                           "'%s' is not an absolute path", ret->write_lock);
  for (const char *const *file = ret->files; file != NULL && *file != NULL;
       file++)
    if (**file != '/')
      return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0,
                             "'%s' is not an absolute path", *file);
  return modules_api_check_flags (cx, function, ret->flags,
                                  PYVENV_REQUIREMENTS_NO_DEPS
                                  | PYVENV_REQUIREMENTS_ONLY_WHEELS
                                  | PYVENV_REQUIREMENTS_REFRESH
                                  | PYVENV_REQUIREMENTS_ONLY_PINNED);
}

int
pyvenv_install_requirements (pyvenv_context *cx,
                             const struct pyvenv_requirements *what)
{
  struct pyvenv_requirements ours;
  if (modules_api_requirements (cx, "pyvenv_install_requirements", what,
                                &ours) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct lock_module *module = modules_lock (cx);
  return module != NULL ? module->install (cx, &ours) : -1;
}

int
pyvenv_check_requirements (pyvenv_context *cx,
                           const struct pyvenv_requirements *what)
{
  struct pyvenv_requirements ours;
  if (modules_api_requirements (cx, "pyvenv_check_requirements", what,
                                &ours) < 0
      || context_check_over (cx) < 0)
    return -1;
  const struct lock_module *module = modules_lock (cx);
  return module != NULL ? module->check (cx, &ours) : -1;
}

int
pyvenv_fetch (pyvenv_context *cx, const char *url, const char *relpath,
              const char *hash, uint64_t limit)
{
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  const struct fetch_module *module = modules_fetch (cx);
  return module != NULL ? module->fetch (cx, url, relpath, hash, limit) : -1;
}
