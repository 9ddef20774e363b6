/* lock_install.c: installs what locks and requirements files ask for. */
#include <config.h>

#include "lock_install.h"

#include "lock_wanted.h"
#include "pylock.h"
#include "text.h"

#include <errno.h>

/* One file that is being installed. */
struct lock_install {
  struct lock_wanted wanted;    /* its wheels are only those that are missing, once
                                 * both were compared */
  const struct wheel_module *module;
  size_t *places;               /* of those, in what is asked for */
  size_t count;
};

static int
lock_install_read (struct lock_wanted *wanted)
{
  return pylock_is_name (wanted->path) ? lock_wanted_lock (wanted)
    : lock_wanted_requirements (wanted);
}

int
lock_install_check (pyvenv_context *cx, const char *path,
                    const struct pyvenv_requirements *options)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct lock_wanted wanted = {
    .cx = cx, .arena = &arena, .path = path, .options = options,
    .wheels.arena = &arena, .asked.arena = &arena
  };
  return lock_install_read (&wanted);
}

/* What was asked for has all that it depends on.  With --system-site-packages
 * that may be in the system, where nobody looks here. */
static int
lock_install_check_lacking (struct lock_install *install)
{
  const struct lock_wanted *wanted = &install->wanted;
  pyvenv_context *cx = wanted->cx;
  struct string_vector lacking = { .arena = wanted->arena };
  const char **projects = arena_zeroed (wanted->arena, (wanted->asked.count + 1)
                                        * sizeof *projects);
  if ((wanted->options->flags & PYVENV_REQUIREMENTS_NO_DEPS) != 0
      || (pyvenv_options (cx) & PYVENV_SYSTEM_SITE) != 0)
    return 0;
  if (projects == NULL)
    return pyvenv_fail (cx, errno, "cannot install '%s'", wanted->path);
  for (size_t i = 0; i < wanted->asked.count; i++)
    projects[i] = wanted->asked.items[i].project;
  if (install->module->lacking (cx, wanted->arena, projects,
                                wanted->asked.count, &lacking) < 0)
    return -1;
  if (lacking.count == 0)
    return 0;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < lacking.count; i++)
    text_addf (&text, "%s%s", i > 0 ? ", " : "", lacking.items[i]);
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not complete: %s",
                         wanted->path, text_string (&text));
}

/* A wheels_obtained whose DATA is a struct lock_install.  Wheels whose place the
 * user named are installed one by one, with that place; the others at once.  What
 * one depends on may come after it. */
static int
lock_install_wheels (void *data, pyvenv_context *cx, const char *const *paths)
{
  struct lock_install *install = data;
  const struct lock_wanted *wanted = &install->wanted;
  const struct wheel_module *module = install->module;
  const unsigned flags = PYVENV_WHEEL_NO_DEPS | WHEEL_REPLACE;
  size_t count = 0;
  struct pyvenv_wheel *wheels
    = arena_zeroed (wanted->arena, (install->count + 1) * sizeof *wheels);
  if (wheels == NULL)
    return pyvenv_fail (cx, errno, "cannot install '%s'", wanted->path);
  for (size_t i = 0; i < install->count; i++)
    if (wanted->asked.items[install->places[i]].place == NULL)
      wheels[count++] = (struct pyvenv_wheel) {
        sizeof *wheels, paths[i], NULL, NULL
      };
    else if (module->install (cx, paths[i], flags, false) < 0)
      return -1;
  return module->install_set (cx, wheels, count, flags | PYVENV_WHEEL_BY_NAME);
}

/* Leaves in INSTALL those wheels that the environment does not have as they should
 * be. */
static int
lock_install_compare (struct lock_install *install)
{
  struct lock_wanted *wanted = &install->wanted;
  size_t count = wanted->asked.count;
  bool *stays = arena_zeroed (wanted->arena, count + 1);
  install->places = arena_zeroed (wanted->arena, (count + 1)
                                  * sizeof *install->places);
  if (stays == NULL || install->places == NULL)
    return pyvenv_fail (wanted->cx, errno, "cannot install '%s'", wanted->path);
  if (install->module->unchanged (wanted->cx, wanted->arena,
                                  wanted->asked.items, count, stays) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    if (!stays[i])
      {
        wanted->wheels.items[install->count] = wanted->wheels.items[i];
        install->places[install->count++] = i;
      }
    else if (context_note_asked (wanted->cx, wanted->asked.items[i].project) < 0)
      return -1;
  pyvenv_debug (wanted->cx, "'%s': %zu of %zu packages are there already",
                wanted->path, count - install->count, count);
  return 0;
}

/* Gets and installs what is left to be installed. */
static int
lock_install_rest (struct lock_install *install)
{
  struct lock_wanted *wanted = &install->wanted;
  const struct index_module *index = modules_index (wanted->cx);
  if (index == NULL)
    return -1;
  int result = index->obtain (wanted->cx, wanted->wheels.items, install->count,
                              &wanted->sources, lock_install_wheels, install);
  /* pip could build what has no wheel.  A lock says what there is, so that
   * another way would not help. */
  if (result == INDEX_NO_WHEEL && !pylock_is_name (wanted->path))
    return PYVENV_NEEDS_BUILD;
  return result == 0 ? 0 : -1;
}

int
lock_install (pyvenv_context *cx, const char *path,
              const struct pyvenv_requirements *options)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct lock_install install = {
    .wanted = {
      .cx = cx, .arena = &arena, .path = path, .options = options,
      .wheels.arena = &arena, .asked.arena = &arena
    },
    .module = modules_wheel (cx)
  };
  if (install.module == NULL)
    return -1;
  int result = lock_install_read (&install.wanted);
  if (result == 0)
    result = lock_install_compare (&install);
  if (result == 0 && install.count > 0)
    result = lock_install_rest (&install);
  return result != 0 ? result : lock_install_check_lacking (&install);
}
