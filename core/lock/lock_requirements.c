/* lock_requirements.c: which wheels a requirements file asks for in one
 * environment. */
#include <config.h>

#include "lock_wanted.h"

#include "lock_target.h"
#include "requirements_select.h"

#include <errno.h>
#include <string.h>

static int
lock_requirements_no_memory (struct lock_wanted *wanted)
{
  return pyvenv_fail (wanted->cx, ENOMEM, "cannot read '%s'", wanted->path);
}

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

/* Why pip has to do it, or NULL.  *RESULT is the answer then. */
static const char *
lock_requirements_reason (const struct requirements *requirements,
                          const struct requirements_choice *choice,
                          int *result)
{
  const struct requirements_item *item = choice->item;
  *result = PYVENV_NEEDS_BUILD;
  if (choice->name == NULL
      || ((item->url != NULL || item->path != NULL) && !item->is_wheel))
    return "has to be built";
  if (item->path == NULL && lock_requirements_no_binary (requirements, choice))
    return "may not come as a wheel (--no-binary)";
  *result = PYVENV_NEEDS_PIP;
  return item->url != NULL ? "names an address, which pip writes down" : NULL;
}

static int
lock_requirements_add (struct lock_wanted *wanted,
                       const struct requirements_choice *choice)
{
  const struct requirements_item *item = choice->item;
  const char *requirement = choice->version == NULL ? choice->name
    : arena_format (wanted->arena, "%s==%s", choice->name, choice->version);
  if (requirement == NULL)
    return -1;
  struct wanted_wheel wheel = {
    .requirement = requirement, .path = item->path,
    .hashes = choice->hashes.items, .hash_count = choice->hashes.count
  };
  if (item->path != NULL)
    wheel.file_name = strrchr (item->path, '/') + 1;
  return lock_wanted_append (wanted, &wheel, choice->name, choice->version,
                             item->path != NULL);
}

/* Adds all choices, unless pip has to look at one of them. */
static int
lock_requirements_take (struct lock_wanted *wanted,
                        const struct requirements *requirements,
                        const struct requirements_choices *choices)
{
  for (size_t i = 0; i < choices->count; i++)
    {
      const struct requirements_choice *choice = &choices->items[i];
      const struct requirements_item *item = choice->item;
      int result;
      const char *reason
        = lock_requirements_reason (requirements, choice, &result);
      if (reason != NULL)
        {
          pyvenv_fail (wanted->cx, 0, "'%s', line %u: '%s' %s",
                       item->place.file, item->place.line, item->text, reason);
          return result;
        }
      if (lock_requirements_add (wanted, choice) < 0)
        return lock_requirements_no_memory (wanted);
    }
  wanted->sources = (struct wheel_sources) {
    requirements->no_index, requirements->replaces_index, requirements->pre,
    requirements->index_urls, requirements->find_links,
    requirements->trusted_hosts
  };
  return 0;
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
  if (lock_target_markers (cx, wanted->arena, &environment) < 0)
    return -1;
  environment.strings[MARKER_EXTRA] = "";
  if (requirements_file_read (&requirements, wanted->arena, wanted->path,
                              &report) < 0
      || requirements_select (&requirements, &environment, wanted->arena,
                              &choices, &resolver, &report) < 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s",
                           report_text (&report));
  if (resolver == NULL)
    return lock_requirements_take (wanted, &requirements, &choices);
  pyvenv_fail (cx, 0, "%s", resolver);
  return PYVENV_NEEDS_PIP;
}
