/* requirements_select.c: what a requirements file asks for in one
 * environment. */
#include <config.h>

#include "requirements_select.h"

#include "hash_table.h"

#include <errno.h>
#include <string.h>

struct requirements_selection {
  const struct requirements *requirements;
  const struct marker_environment *environment;
  struct arena *arena;
  struct requirements_choices *choices;
  struct hash_table places;     /* by name, from 1 on, in CHOICES */
  const char *resolver;         /* the first line that needs one, or NULL */
  struct report *report;
};

static int
requirements_select_no_memory (struct requirements_selection *selection)
{
  return report_no_memory (selection->report);
}

/* The line of ITEM is wrong.  Answers -1. */
static int __attribute__ ((format (printf, 3, 4)))
requirements_select_fail (struct requirements_selection *selection,
                          const struct requirements_item *item,
                          const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *what = arena_vformat (selection->arena, fmt, ap);
  va_end (ap);
  if (what == NULL)
    return requirements_select_no_memory (selection);
  return report_first (selection->report, PYVENV_ERROR_USAGE, 0, "'%s', line %u: '%s' %s",
                       item->place.file, item->place.line, item->text, what);
}

/* Pip has to look at the line.  Where hashes are due that is an error. */
static int
requirements_select_resolver (struct requirements_selection *selection,
                              const struct requirements_item *item,
                              const char *why)
{
  if (selection->requirements->require_hashes)
    return requirements_select_fail (selection, item, "%s, and hashes are asked"
                                     " for", why);
  if (selection->resolver == NULL)
    selection->resolver
      = arena_format (selection->arena, "'%s', line %u: '%s' %s",
                      item->place.file, item->place.line, item->text, why);
  return selection->resolver != NULL ? 0
    : requirements_select_no_memory (selection);
}

/* Whether the line counts here.  1, 0, or -1 after a failure. */
static int
requirements_select_applies (struct requirements_selection *selection,
                             const struct requirements_item *item)
{
  struct syntax_error error;
  if (item->requirement == NULL || item->requirement->marker == NULL)
    return 1;
  int result = marker_evaluate (item->requirement->marker,
                                selection->environment, selection->arena,
                                &error);
  if (result >= 0)
    return result;
  return errno == ENOMEM ? requirements_select_no_memory (selection)
    : requirements_select_fail (selection, item, "has a marker without a meaning:"
                                " %s", error.message);
}

static bool
requirements_select_has (const struct string_vector *strings, const char *string)
{
  for (size_t i = 0; i < strings->count; i++)
    if (strcmp (strings->items[i], string) == 0)
      return true;
  return false;
}

/* Adds to INTO what it does not have of MORE. */
static int
requirements_select_join (struct string_vector *into,
                          const struct string_vector *more)
{
  for (size_t i = 0; i < more->count; i++)
    if (!requirements_select_has (into, more->items[i])
        && string_vector_append (into, more->items[i]) < 0)
      return -1;
  return 0;
}

/* Keeps of the hashes of CHOICE what ITEM allows too.  Who has none allows
 * all. */
static int
requirements_select_hashes (struct requirements_selection *selection,
                            struct requirements_choice *choice,
                            const struct requirements_item *item)
{
  struct string_vector *hashes = &choice->hashes;
  if (item->hashes.count == 0)
    return 0;
  if (hashes->count == 0)
    return requirements_select_join (hashes, &item->hashes) == 0 ? 0
      : requirements_select_no_memory (selection);

  size_t kept = 0;
  for (size_t i = 0; i < hashes->count; i++)
    if (requirements_select_has (&item->hashes, hashes->items[i]))
      hashes->items[kept++] = hashes->items[i];
  hashes->count = kept;
  return kept > 0 ? 0
    : requirements_select_fail (selection, item, "has no hash that line %u of '%s'"
                                " allows, too", choice->item->place.line,
                                choice->item->place.file);
}

/* Two spellings of one version. */
static bool
requirements_select_same (struct arena *arena, const char *a, const char *b)
{
  const struct version *left = version_parse (arena, a);
  const struct version *right = version_parse (arena, b);
  return left != NULL && right != NULL ? version_compare (left, right) == 0
    : strcmp (a, b) == 0;
}

static bool
requirements_select_is_direct (const struct requirements_item *item)
{
  return item->url != NULL || item->path != NULL;
}

/* Two lines name the same place, or one of them names none. */
static bool
requirements_select_same_place (const struct requirements_item *a,
                                const struct requirements_item *b)
{
  if (!requirements_select_is_direct (a) || !requirements_select_is_direct (b))
    return true;
  const char *left = a->url != NULL ? a->url : a->path;
  const char *right = b->url != NULL ? b->url : b->path;
  return strcmp (left, right) == 0;
}

/* A line that asks once more for what is chosen.  The one that says where it is
 * counts, since a pin says less. */
static int
requirements_select_again (struct requirements_selection *selection,
                           struct requirements_choice *choice,
                           const struct requirements_choice *more)
{
  bool same = choice->version == NULL || more->version == NULL
    || requirements_select_same (selection->arena, choice->version,
                                 more->version);
  if (!same || !requirements_select_same_place (choice->item, more->item))
    return requirements_select_fail (selection, more->item, "contradicts line %u"
                                     " of '%s', '%s'", choice->item->place.line,
                                     choice->item->place.file,
                                     choice->item->text);
  if (requirements_select_join (&choice->extras, &more->extras) < 0)
    return requirements_select_no_memory (selection);
  if (requirements_select_hashes (selection, choice, more->item) < 0)
    return -1;
  if (!requirements_select_is_direct (choice->item)
      && requirements_select_is_direct (more->item))
    {
      choice->item = more->item;
      choice->version = more->version;
    }
  return 0;
}

static struct requirements_choice *
requirements_select_find (struct requirements_selection *selection,
                          const char *name)
{
  uintptr_t place
    = (uintptr_t) hash_table_find (&selection->places, name);
  return place == 0 ? NULL : &selection->choices->items[place - 1];
}

static int
requirements_select_append (struct requirements_selection *selection,
                            const struct requirements_choice *choice)
{
  uintptr_t place = selection->choices->count + 1;
  if (requirements_choices_append (selection->choices, *choice) < 0
      || (choice->name != NULL
          && hash_table_add (&selection->places, choice->name,
                             (const void *) place) < 0))
    return requirements_select_no_memory (selection);
  return 0;
}

/* Adds what ITEM asks for, or what more of what is there. */
static int
requirements_select_add (struct requirements_selection *selection,
                         const struct requirements_item *item)
{
  const struct requirement *requirement = item->requirement;
  if (item->is_editable)
    return requirements_select_resolver (selection, item, "is editable");
  struct requirements_choice choice = {
    .extras.arena = selection->arena, .hashes.arena = selection->arena,
    .item = item
  };
  if (requirement != NULL)
    {
      choice.name = requirement->canonical;
      choice.version = requirement_pin (requirement);
      if (choice.version == NULL && !requirements_select_is_direct (item))
        return requirements_select_resolver (selection, item, "is not pinned with"
                                             " '=='");
      if (requirements_select_join (&choice.extras, &requirement->extras) < 0)
        return requirements_select_no_memory (selection);
    }
  if (requirements_select_hashes (selection, &choice, item) < 0)
    return -1;

  struct requirements_choice *before
    = choice.name == NULL ? NULL
    : requirements_select_find (selection, choice.name);
  return before != NULL
    ? requirements_select_again (selection, before, &choice)
    : requirements_select_append (selection, &choice);
}

/* Applies ITEM, a constraint, which says nothing of what nobody asked for. */
static int
requirements_select_constrain (struct requirements_selection *selection,
                               const struct requirements_item *item)
{
  const struct requirement *requirement = item->requirement;
  if (requirement == NULL || item->is_editable || requirement->extras.count > 0)
    return requirements_select_fail (selection, item, "cannot be a constraint,"
                                     " which has a name and no extras");
  struct requirements_choice *choice
    = requirements_select_find (selection, requirement->canonical);
  if (choice == NULL)
    return 0;

  const struct version *version = choice->version == NULL ? NULL
    : version_parse (selection->arena, choice->version);
  if (!requirements_select_same_place (choice->item, item)
      || (version != NULL
          && !specifiers_match (requirement->specifiers, version, true)))
    return requirements_select_fail (selection, item, "forbids what line %u of"
                                     " '%s' asks for, '%s'",
                                     choice->item->place.line,
                                     choice->item->place.file,
                                     choice->item->text);
  if (requirements_select_is_direct (item))
    choice->item = item;
  return requirements_select_hashes (selection, choice, item);
}

/* In hash-checking mode all have one, and it is of a file. */
static int
requirements_select_check_hash (struct requirements_selection *selection,
                                const struct requirements_choice *choice)
{
  const struct requirements_item *item = choice->item;
  /* "git+https:" */
  size_t scheme = item->url != NULL ? strcspn (item->url, "+:") : 0;
  if (item->is_folder || (item->url != NULL && item->url[scheme] == '+'))
    return requirements_select_fail (selection, item, "cannot have a hash, and"
                                     " hashes are asked for");
  return choice->hashes.count > 0 ? 0
    : requirements_select_fail (selection, item, "has no --hash, and hashes are"
                                " asked for");
}

/* Goes through all lines that are constraints, or through all that are
 * none.  The constraints come second, since they apply to what the others asked
 * for. */
static int
requirements_select_pass (struct requirements_selection *selection,
                          bool constraints)
{
  const struct requirements_items *items = &selection->requirements->items;
  for (size_t i = 0; i < items->count; i++)
    {
      const struct requirements_item *item = &items->items[i];
      if (item->is_constraint != constraints)
        continue;
      int result = requirements_select_applies (selection, item);
      if (result > 0)
        result = constraints ? requirements_select_constrain (selection, item)
          : requirements_select_add (selection, item);
      if (result < 0)
        return -1;
    }
  return 0;
}

int
requirements_select (const struct requirements *requirements,
                     const struct marker_environment *environment,
                     struct arena *arena, struct requirements_choices *ret,
                     const char **resolver, struct report *report)
{
  *ret = (struct requirements_choices) { .arena = arena };
  struct requirements_selection selection = {
    .requirements = requirements, .environment = environment, .arena = arena,
    .choices = ret, .resolver = requirements->only_pip, .report = report
  };
  int result = requirements_select_pass (&selection, false);
  if (result == 0)
    result = requirements_select_pass (&selection, true);
  hash_table_release (&selection.places);
  if (result < 0)
    return -1;
  for (size_t i = 0; i < ret->count && requirements->require_hashes; i++)
    if (requirements_select_check_hash (&selection, &ret->items[i]) < 0)
      return -1;
  *resolver = selection.resolver;
  return 0;
}
