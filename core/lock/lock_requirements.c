/* lock_requirements.c: which packages a requirements file asks for in one
 * environment. */
#include <config.h>

#include "lock_wanted.h"

#include "cleanup.h"
#include "marker_target.h"
#include "requirements_select.h"
#include "url.h"

#include <string.h>

static bool
lock_requirements_has (const struct string_vector *names, const char *name)
{
  for (size_t i = 0; i < names->count; i++)
    if (strcmp (names->items[i], name) == 0)
      return true;
  return false;
}

/* Whether wheels of CHOICE are forbidden (--no-binary). */
static bool
lock_requirements_no_binary (const struct requirements *requirements,
                             const struct requirements_choice *choice)
{
  return lock_requirements_has (&requirements->no_binary, choice->name)
    || (lock_requirements_has (&requirements->no_binary, ":all:")
        && !lock_requirements_has (&requirements->only_binary, choice->name));
}

/* Why pip has to choose, or NULL. */
static const char *
lock_requirements_reason (const struct requirements *requirements,
                          const struct requirements_choice *choice)
{
  const struct requirements_item *item = choice->item;
  bool is_direct = item->url != NULL || item->path != NULL;
  if (choice->name == NULL || (is_direct && !item->is_wheel))
    return "has to be built";
  return !is_direct && lock_requirements_no_binary (requirements, choice)
    ? "may not come as a wheel (--no-binary)" : NULL;
}

/* The name of the wheel that ITEM says the place of; NULL after a failure. */
static const char *
lock_requirements_file_name (struct lock_wanted *wanted,
                             const struct requirements_item *item)
{
  if (item->path != NULL)
    return strrchr (item->path, '/') + 1;
  CLEAN_FREE char *name = url_file_name (item->url);
  const char *copy = name != NULL ? arena_copy (wanted->arena, name) : NULL;
  if (copy == NULL)
    lock_wanted_no_memory (wanted);
  return copy;
}

static int
lock_requirements_add (struct lock_wanted *wanted,
                       const struct requirements_choice *choice)
{
  const struct requirements_item *item = choice->item;
  struct package package = {
    .name = choice->name, .version = choice->version, .path = item->path,
    .url = item->url, .size = -1, .is_wheel = true
  };
  if (item->path != NULL || item->url != NULL)
    {
      package.source = PACKAGE_ARCHIVE;
      package.file_name = lock_requirements_file_name (wanted, item);
      if (package.file_name == NULL)
        return -1;
    }
  if (lock_wanted_add (wanted, &package) < 0)
    return -1;
  struct lock_item *added = &wanted->items.items[wanted->items.count - 1];
  added->hashes = choice->hashes.items;
  added->hash_count = choice->hashes.count;
  return 0;
}

/* Adds all choices, unless pip has to look at one of them. */
static int
lock_requirements_take (struct lock_wanted *wanted,
                        const struct requirements *requirements,
                        const struct requirements_choices *choices)
{
  for (size_t i = 0; i < choices->count; i++)
    {
      const struct requirements_item *item = choices->items[i].item;
      const char *reason
        = lock_requirements_reason (requirements, &choices->items[i]);
      if (reason != NULL)
        {
          pyvenv_fail (wanted->cx, 0, "'%s', line %u: '%s' %s",
                       item->place.file, item->place.line, item->text, reason);
          return LOCK_NEEDS_PIP;
        }
      if (lock_requirements_add (wanted, &choices->items[i]) < 0)
        return -1;
    }
  return 0;
}

/* Where the file says that packages are, besides pip's settings. */
static void
lock_requirements_sources (struct lock_wanted *wanted,
                           const struct requirements *requirements)
{
  wanted->sources = (struct wheel_sources) {
    requirements->no_index, requirements->replaces_index, requirements->pre,
    requirements->index_urls, requirements->find_links,
    requirements->trusted_hosts
  };
  wanted->changes_builds = requirements->changes_builds;
}

int
lock_wanted_requirements (struct lock_wanted *wanted)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct requirements requirements;
  struct requirements_choices choices;
  struct marker_environment environment;
  const char *resolver = NULL;
  pyvenv_context *cx = wanted->cx;
  if (marker_target_read (cx, wanted->arena, &environment) < 0)
    return -1;
  environment.strings[MARKER_EXTRA] = "";
  if (requirements_file_read (&requirements, wanted->arena, wanted->path,
                              &report) < 0
      || requirements_select (&requirements, &environment, wanted->arena,
                              &choices, &resolver, &report) < 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s",
                           report_text (&report));
  lock_requirements_sources (wanted, &requirements);
  if (resolver == NULL)
    return lock_requirements_take (wanted, &requirements, &choices);
  pyvenv_fail (cx, 0, "%s", resolver);
  return LOCK_NEEDS_PIP;
}
