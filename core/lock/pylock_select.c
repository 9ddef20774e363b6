/* pylock_select.c: what of a lock is for one environment, by the steps of the
 * specification's section "Installation". */
#include <config.h>

#include "pylock_private.h"

#include "hash_table.h"
#include "text.h"
#include "version.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>

struct pylock_selection {
  struct pylock_reader reader;
  const struct pylock_target *target;
  struct marker_environment environment; /* for the markers of packages */
  struct marker_names default_groups;
  const struct version *python;
  struct package_vector *packages;
  struct hash_table lines;      /* by name, the tables of what was taken */
};

/* Whether NAME is one of NAMES, in any spelling.  1, 0, or -1 on out of
 * memory. */
static int
pylock_select_is_one (struct arena *arena, const struct string_vector *names,
                      const char *name)
{
  const char *wanted = name_canonical (arena, name, strlen (name));
  for (size_t i = 0; i < names->count && wanted != NULL; i++)
    {
      const char *item = names->items[i];
      const char *canonical = name_canonical (arena, item, strlen (item));
      if (canonical == NULL)
        return -1;
      if (strcmp (canonical, wanted) == 0)
        return 1;
    }
  return wanted != NULL ? 0 : -1;
}

/* The lock does not offer NAME, an extra or a group, but OFFERED.  Answers
 * -1. */
static int
pylock_select_not_offered (struct pylock_reader *reader, const char *what,
                           const char *name, const struct string_vector *offered)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < offered->count; i++)
    text_addf (&text, "%s%s", i > 0 ? ", " : "", offered->items[i]);
  return pylock_value_fail (reader, 0, "it was made without the %s '%s'; it has %s",
                            what, name,
                            offered->count > 0 ? text_string (&text) : "none");
}

/* What was asked for is in the lock.  Otherwise nothing of it would be
 * installed, and nobody would be told. */
static int
pylock_select_check_names (struct pylock_selection *selection)
{
  struct pylock_reader *reader = &selection->reader;
  const struct pylock *lock = reader->lock;
  const struct marker_names *extras = selection->target->extras;
  const struct marker_names *groups = selection->target->groups;
  int result = 1;
  for (size_t i = 0; extras != NULL && i < extras->count && result > 0; i++)
    {
      const char *name = extras->items[i];
      result = pylock_select_is_one (reader->arena, &lock->extras, name);
      if (result == 0)
        return pylock_select_not_offered (reader, "extra", name, &lock->extras);
    }
  for (size_t i = 0; groups != NULL && i < groups->count && result > 0; i++)
    {
      const char *name = groups->items[i];
      result = pylock_select_is_one (reader->arena, &lock->groups, name);
      if (result == 0)
        result
          = pylock_select_is_one (reader->arena, &lock->default_groups, name);
      if (result == 0)
        return pylock_select_not_offered (reader, "dependency group", name,
                                          &lock->groups);
    }
  return result > 0 ? 0 : pylock_value_no_memory (reader);
}

/* The interpreter's version.  A Python that was built from a checkout calls
 * itself "3.13.0+", which is no version; pip makes one of it. */
static int
pylock_select_python (struct pylock_selection *selection)
{
  static const struct marker_names none = { NULL, 0 };
  struct pylock_reader *reader = &selection->reader;
  const struct pylock_target *target = selection->target;
  const char *text = target->environment->strings[MARKER_PYTHON_FULL_VERSION];
  if (text != NULL && string_ends_with (text, "+"))
    text = arena_format (reader->arena, "%slocal", text);
  selection->python = text != NULL ? version_parse (reader->arena, text) : NULL;
  if (selection->python == NULL)
    return pylock_value_fail (reader, 0, "the version of the interpreter is not"
                              " known");

  selection->environment = *target->environment;
  selection->environment.strings[MARKER_EXTRA] = NULL;
  selection->environment.extras
    = target->extras != NULL ? target->extras : &none;
  selection->default_groups = (struct marker_names) {
    reader->lock->default_groups.items, reader->lock->default_groups.count
  };
  selection->environment.dependency_groups
    = target->groups != NULL ? target->groups : &selection->default_groups;
  return 0;
}

/* requires-python of TABLE.  A pre-release is in a range that it lies in, though
 * the range names none: there is but this one Python. */
static int
pylock_select_check_python (struct pylock_selection *selection,
                            const struct toml_value *table)
{
  const char *text;
  struct pylock_reader *reader = &selection->reader;
  if (pylock_value_string (reader, table, "requires-python", false, &text) < 0)
    return -1;
  if (text == NULL)
    return 0;

  unsigned line = toml_document_find (table, "requires-python")->line;
  const struct specifiers *range = specifiers_parse (reader->arena, text);
  if (range == NULL)
    return errno == ENOMEM ? pylock_value_no_memory (reader)
      : pylock_value_fail (reader, line, "requires-python '%s' is not a range of"
                           " versions", text);
  return specifiers_match (range, selection->python, true) ? 0
    : pylock_value_fail (reader, line, "it requires Python %s, and this is %s",
                         text, selection->python->normal);
}

/* Whether the marker TEXT of LINE holds.  1, 0, or -1 after a failure. */
static int
pylock_select_marker (struct pylock_selection *selection,
                      const struct marker_environment *environment,
                      const char *text, unsigned line)
{
  struct syntax_error error;
  struct pylock_reader *reader = &selection->reader;
  const struct marker *marker = marker_parse (reader->arena, text, &error);
  int result = marker == NULL ? -1
    : marker_evaluate (marker, environment, reader->arena, &error);
  if (result >= 0)
    return result;
  return errno == ENOMEM ? pylock_value_no_memory (reader)
    : pylock_value_fail (reader, line, "in the marker \"%s\", at character %zu:"
                         " %s", text, error.position + 1, error.message);
}

/* One of the environments that the lock is for is this one.  Their markers know
 * nothing of extras and groups. */
static int
pylock_select_check_environments (struct pylock_selection *selection)
{
  struct pylock_reader *reader = &selection->reader;
  struct string_vector markers = { .arena = reader->arena };
  const struct toml_value *root = reader->lock->root;
  const struct toml_value *array = toml_document_find (root, "environments");
  if (pylock_value_strings (reader, root, "environments", &markers) < 0)
    return -1;
  if (array == NULL)
    return 0;

  struct marker_environment plain = selection->environment;
  plain.extras = plain.dependency_groups = NULL;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < markers.count; i++)
    {
      int result = pylock_select_marker (selection, &plain, markers.items[i],
                                         array->line);
      if (result != 0)
        return result < 0 ? -1 : 0;
      text_addf (&text, "%s%s", i > 0 ? "; " : "", markers.items[i]);
    }
  return pylock_value_fail (reader, array->line, "it is for other environments:"
                            " %s", text_string (&text));
}

/* Whether the package of TABLE is wanted.  1, 0, or -1 after a failure. */
static int
pylock_select_wants (struct pylock_selection *selection,
                     const struct toml_value *table)
{
  const char *text;
  if (pylock_value_string (&selection->reader, table, "marker", false, &text) < 0)
    return -1;
  return text == NULL ? 1
    : pylock_select_marker (selection, &selection->environment, text,
                            toml_document_find (table, "marker")->line);
}

/* No other entry of this package is taken. */
static int
pylock_select_check_once (struct pylock_selection *selection,
                          const struct toml_value *table, const char *name)
{
  struct pylock_reader *reader = &selection->reader;
  const struct toml_value *before = hash_table_find (&selection->lines, name);
  if (before != NULL)
    return pylock_value_fail (reader, table->line, "it is ambiguous: the entry in"
                              " line %u is for this environment, too",
                              before->line);
  return hash_table_add (&selection->lines, name, table) < 0
    ? pylock_value_no_memory (reader) : 0;
}

/* One entry of `packages`.  Of one that is for others no more than its name and
 * marker are looked at; it may be of a kind that we do not know. */
static int
pylock_select_package (struct pylock_selection *selection,
                       const struct toml_value *table)
{
  struct pylock_reader *reader = &selection->reader;
  struct package package = { .line = table->line };
  const char *name;
  reader->package = NULL;
  if (table->kind != TOML_TABLE)
    return pylock_value_fail (reader, table->line, "a package is %s, and should be"
                              " a table", toml_document_kind (table->kind));
  if (pylock_value_string (reader, table, "name", true, &name) < 0)
    return -1;
  package.name = name_canonical (reader->arena, name, strlen (name));
  if (package.name == NULL)
    return pylock_value_no_memory (reader);
  reader->package = package.name;

  int wanted = pylock_select_wants (selection, table);
  if (wanted <= 0)
    return wanted;
  if (pylock_select_check_python (selection, table) < 0
      || pylock_select_check_once (selection, table, package.name) < 0
      || pylock_value_string (reader, table, "version", false,
                              &package.version) < 0
      || pylock_value_string (reader, table, "index", false, &package.index) < 0
      || pylock_source_read (reader, table, selection->target->tags,
                             &package) < 0)
    return -1;
  return package_vector_append (selection->packages, package) == 0 ? 0
    : pylock_value_no_memory (reader);
}

static int
pylock_select_packages (struct pylock_selection *selection)
{
  struct pylock_reader *reader = &selection->reader;
  const struct toml_value *packages;
  if (pylock_value_get (reader, reader->lock->root, "packages", TOML_ARRAY,
                        &packages) < 0)
    return -1;
  if (packages == NULL)
    return pylock_value_fail (reader, 0, "packages is missing");
  for (const struct toml_value *table = packages->first; table != NULL;
       table = table->next)
    if (pylock_select_package (selection, table) < 0)
      return -1;
  return 0;
}

int
pylock_select (const struct pylock *lock, const struct pylock_target *target,
               struct arena *arena, struct package_vector *ret,
               struct report *report)
{
  *ret = (struct package_vector) { .arena = arena };
  struct pylock_selection selection = {
    .reader = { arena, lock, report, NULL }, .target = target, .packages = ret
  };
  if (pylock_select_check_names (&selection) < 0
      || pylock_select_python (&selection) < 0
      || pylock_select_check_python (&selection, lock->root) < 0
      || pylock_select_check_environments (&selection) < 0)
    return -1;
  int result = pylock_select_packages (&selection);
  hash_table_release (&selection.lines);
  return result;
}
