/* lock_install.c: installs what locks and requirements files ask for. */
#include <config.h>

#include "lock_install.h"

#include "lock_wanted.h"
#include "pylock.h"
#include "text.h"

#include <errno.h>

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
    .wheels.arena = &arena, .projects.arena = &arena
  };
  return lock_install_read (&wanted);
}

/* What was installed has all that it depends on.  With --system-site-packages
 * that may be in the system, where nobody looks here. */
static int
lock_install_check_lacking (struct lock_wanted *wanted,
                            const struct wheel_module *module)
{
  pyvenv_context *cx = wanted->cx;
  struct string_vector lacking = { .arena = wanted->arena };
  if ((wanted->options->flags & PYVENV_REQUIREMENTS_NO_DEPS) != 0
      || (pyvenv_options (cx) & PYVENV_SYSTEM_SITE) != 0)
    return 0;
  if (module->lacking (cx, wanted->arena, wanted->projects.items,
                       wanted->projects.count, &lacking) < 0)
    return -1;
  if (lacking.count == 0)
    return 0;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < lacking.count; i++)
    text_addf (&text, "%s%s", i > 0 ? ", " : "", lacking.items[i]);
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not complete: %s",
                         wanted->path, text_string (&text));
}

/* A wheels_obtained whose DATA is a struct lock_wanted.  Wheels whose place the
 * user named are installed one by one, with that place; the others at once.  What
 * one depends on may come after it. */
static int
lock_install_wheels (void *data, pyvenv_context *cx, const char *const *paths)
{
  struct lock_wanted *wanted = data;
  const struct wheel_module *module = modules_wheel (cx);
  size_t count = 0;
  struct pyvenv_wheel *wheels
    = arena_zeroed (wanted->arena, (wanted->wheels.count + 1) * sizeof *wheels);
  if (module == NULL)
    return -1;
  if (wheels == NULL)
    return pyvenv_fail (cx, errno, "cannot install '%s'", wanted->path);
  for (size_t i = 0; i < wanted->wheels.count; i++)
    if (!wanted->is_direct[i])
      wheels[count++] = (struct pyvenv_wheel) {
        sizeof *wheels, paths[i], NULL, NULL
      };
    else if (module->install (cx, paths[i], PYVENV_WHEEL_NO_DEPS, false) < 0)
      return -1;
  if (module->install_set (cx, wheels, count, PYVENV_WHEEL_BY_NAME
                           | PYVENV_WHEEL_NO_DEPS) < 0)
    return -1;
  return lock_install_check_lacking (wanted, module);
}

int
lock_install (pyvenv_context *cx, const char *path,
              const struct pyvenv_requirements *options)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct lock_wanted wanted = {
    .cx = cx, .arena = &arena, .path = path, .options = options,
    .wheels.arena = &arena, .projects.arena = &arena
  };
  int result = lock_install_read (&wanted);
  const struct index_module *index = result == 0 ? modules_index (cx) : NULL;
  if (index == NULL)
    return result != 0 ? result : -1;
  result = index->obtain (cx, wanted.wheels.items, wanted.wheels.count,
                          &wanted.sources, lock_install_wheels, &wanted);
  /* pip could build what has no wheel.  A lock says what there is, so that
   * another way would not help. */
  if (result == INDEX_NO_WHEEL && !pylock_is_name (path))
    return PYVENV_NEEDS_BUILD;
  return result == 0 ? 0 : -1;
}
