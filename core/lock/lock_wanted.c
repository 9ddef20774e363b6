/* lock_wanted.c: which wheels a lock asks for in one environment. */
#include <config.h>

#include "lock_wanted.h"

#include "lock_target.h"
#include "pylock.h"
#include "text.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>

static int
lock_wanted_no_memory (struct lock_wanted *wanted)
{
  return pyvenv_fail (wanted->cx, ENOMEM, "cannot read '%s'", wanted->path);
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

int
lock_wanted_append (struct lock_wanted *wanted, const struct wanted_wheel *wheel,
                    const char *project, const char *version, bool is_direct)
{
  struct wheel_name name;
  if (version == NULL && wheel->file_name != NULL
      && wheel_name_parse (&name, wanted->arena, wheel->file_name))
    version = name.version;
  const struct asked_wheel asked = {
    .project = project, .version = version,
    .is_pin = wheel->file_name == NULL,
    .place = !is_direct ? NULL : wheel->path != NULL ? wheel->path : wheel->url,
    .hashes = wheel->hashes, .hash_count = wheel->hash_count
  };
  return wanted_wheels_append (&wanted->wheels, *wheel) == 0
    ? asked_wheels_append (&wanted->asked, asked) : -1;
}

static int
lock_wanted_add (struct lock_wanted *wanted,
                 const struct pylock_package *package)
{
  const char **hash = arena_zeroed (wanted->arena, sizeof *hash);
  const char *requirement = package->version == NULL ? package->name
    : arena_format (wanted->arena, "%s==%s", package->name, package->version);
  if (hash == NULL || requirement == NULL)
    return -1;
  *hash = package->hash;
  const struct wanted_wheel wheel = {
    .requirement = requirement, .file_name = package->file_name,
    .path = package->path, .url = package->url, .index = package->index,
    .hashes = hash, .hash_count = 1,
    .size = package->size > 0 ? (uint64_t) package->size : 0
  };
  return lock_wanted_append (wanted, &wheel, package->name, package->version,
                             package->source == PYLOCK_ARCHIVE);
}

/* What has to be built, or comes from an address that pip has to write down. */
static bool
lock_wanted_is_for_pip (const struct pylock_package *package)
{
  return !package->is_wheel
    || (package->source == PYLOCK_ARCHIVE && package->path == NULL);
}

/* Names all packages that are for pip, and why the first one is. */
static int
lock_wanted_refuse (struct lock_wanted *wanted,
                    const struct pylock_packages *packages)
{
  CLEAN_TEXT struct text names = TEXT_EMPTY;
  const struct pylock_package *first = NULL;
  for (size_t i = 0; i < packages->count; i++)
    if (lock_wanted_is_for_pip (&packages->items[i]))
      {
        text_addf (&names, "%s%s", first != NULL ? ", " : "",
                   packages->items[i].name);
        first = first != NULL ? first : &packages->items[i];
      }
  if (first == NULL)
    return 0;
  pyvenv_fail (wanted->cx, 0, "'%s' has no wheel for this environment of: %s%s%s%s",
               wanted->path, text_string (&names),
               first->no_wheel != NULL ? " (" : "",
               first->no_wheel != NULL ? first->no_wheel : "",
               first->no_wheel != NULL ? ")" : "");
  return PYVENV_NEEDS_BUILD;
}

/* Selects from LOCK. */
static int
lock_wanted_select (struct lock_wanted *wanted, const struct pylock *lock,
                    struct pylock_packages *packages, struct report *report)
{
  struct marker_environment environment;
  const struct wheel_tags *tags = context_wheel_tags (wanted->cx);
  const struct pyvenv_requirements *options = wanted->options;
  struct string_vector extras = { .arena = wanted->arena };
  struct string_vector groups = { .arena = wanted->arena };
  if (lock_target_markers (wanted->cx, wanted->arena, &environment) < 0
      || tags == NULL)
    return -1;

  /* Groups that are named come on top of the default ones. */
  int result = lock_wanted_names (&extras, options->extras);
  if (result == 0)
    result = lock_wanted_names (&groups, options->groups);
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
  struct pylock_packages packages;
  if (pylock_read (&lock, wanted->arena, wanted->path, &report) < 0)
    return pyvenv_fail_as (wanted->cx, PYVENV_ERROR_USAGE, 0, "%s",
                           report_text (&report));
  if (lock_wanted_select (wanted, &lock, &packages, &report) < 0)
    return -1;
  int result = lock_wanted_refuse (wanted, &packages);
  if (result != 0)
    return result;
  for (size_t i = 0; i < packages.count; i++)
    if (lock_wanted_add (wanted, &packages.items[i]) < 0)
      return lock_wanted_no_memory (wanted);
  return 0;
}
