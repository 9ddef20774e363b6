/* lock_wanted.c: which packages a lock asks for in one environment. */
#include <config.h>

#include "lock_wanted.h"

#include "marker_target.h"
#include "pylock.h"

#include <errno.h>

int
lock_wanted_no_memory (struct lock_wanted *wanted)
{
  return pyvenv_fail (wanted->cx, ENOMEM, "cannot install packages");
}

int
lock_wanted_add (struct lock_wanted *wanted, const struct package *package)
{
  struct lock_item item = { .package = *package };
  const char **hash = arena_zeroed (wanted->arena, sizeof *hash);
  item.requirement = package->version == NULL ? package->name
    : arena_format (wanted->arena, "%s==%s", package->name, package->version);
  if (hash == NULL || item.requirement == NULL)
    return lock_wanted_no_memory (wanted);
  *hash = package->hash;
  item.hashes = hash;
  item.hash_count = package->hash != NULL;
  return lock_items_append (&wanted->items, item) == 0 ? 0
    : lock_wanted_no_memory (wanted);
}

/* Adds the names of LIST, which ends with NULL or is NULL. */
static int
lock_wanted_names (struct string_vector *ret, const char *const *list)
{
  for (; list != NULL && *list != NULL; list++)
    if (string_vector_append (ret, *list) < 0)
      return -1;
  return 0;
}

/* Selects from LOCK. */
static int
lock_wanted_select (struct lock_wanted *wanted, const struct pylock *lock,
                    struct package_vector *packages, struct report *report)
{
  struct marker_environment environment;
  const struct wheel_tags *tags = context_wheel_tags (wanted->cx);
  const struct pyvenv_requirements *what = wanted->what;
  struct string_vector extras = { .arena = wanted->arena };
  struct string_vector groups = { .arena = wanted->arena };
  if (marker_target_read (wanted->cx, wanted->arena, &environment) < 0
      || tags == NULL)
    return -1;

  /* Groups that are named come on top of the default ones. */
  int result = lock_wanted_names (&extras, what->extras);
  if (result == 0)
    result = lock_wanted_names (&groups, what->groups);
  for (size_t i = 0; result == 0 && i < lock->default_groups.count; i++)
    result = string_vector_append (&groups, lock->default_groups.items[i]);
  if (result < 0)
    return lock_wanted_no_memory (wanted);
  const struct marker_names extra_names = { extras.items, extras.count };
  const struct marker_names group_names = { groups.items, groups.count };
  const struct pylock_target target = {
    &environment, tags, &extra_names, &group_names
  };
  if (pylock_select (lock, &target, wanted->arena, packages, report) < 0)
    return pyvenv_fail_as (wanted->cx, PYVENV_ERROR_USAGE, 0, "%s",
                           report_text (report));
  return 0;
}

int
lock_wanted_lock (struct lock_wanted *wanted)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct pylock lock;
  struct package_vector packages;
  if (pylock_read (&lock, wanted->arena, wanted->path, &report) < 0)
    return pyvenv_fail_as (wanted->cx, PYVENV_ERROR_USAGE, 0, "%s",
                           report_text (&report));
  if (lock_wanted_select (wanted, &lock, &packages, &report) < 0)
    return -1;
  for (size_t i = 0; i < packages.count; i++)
    if (lock_wanted_add (wanted, &packages.items[i]) < 0)
      return -1;
  return 0;
}
