/* pylock_source.c: where a package of a lock comes from, and which of its
 * wheels it is. */
#include <config.h>

#include "pylock_private.h"

#include "text.h"
#include "version.h"
#include "wheel_name.h"

#include <errno.h>
#include <string.h>

/* So many wheels and tags are named when none fits. */
#define PYLOCK_SOURCE_NAMED 4

/* The tables of one package that say where it comes from. */
struct pylock_tables {
  const struct toml_value *vcs, *directory, *archive, *sdist, *wheels;
};

/* FILE_NAME, in LINE, is of this package and of this version of it. */
static int
pylock_source_check_name (struct pylock_reader *reader, unsigned line,
                          const struct package *package,
                          const char *file_name, struct wheel_name *name)
{
  if (!wheel_name_parse (name, reader->arena, file_name))
    return errno == ENOMEM ? pylock_value_no_memory (reader)
      : pylock_value_fail (reader, line, "'%s' is not the name of a wheel", file_name);
  if (strcmp (name->canonical, package->name) != 0)
    return pylock_value_fail (reader, line, "'%s' is a wheel of another project",
                              file_name);
  if (package->version == NULL)
    return 0;

  const struct version *found = version_parse (reader->arena, name->version);
  const struct version *wanted = version_parse (reader->arena, package->version);
  bool same = found != NULL && wanted != NULL
    && version_compare (found, wanted) == 0;
  return same ? 0
    : pylock_value_fail (reader, line, "'%s' is not of version %s", file_name,
                         package->version);
}

/* Adds a few of the tags that fit, and their number. */
static int
pylock_source_add_tags (struct pylock_reader *reader,
                        const struct wheel_tags *tags, struct text *text)
{
  size_t count = wheel_tags_count (tags);
  text_addf (text, "; looked for %zu tags: ", count);
  for (size_t i = 0; i < count && i < PYLOCK_SOURCE_NAMED; i++)
    {
      const char *tag = wheel_tags_get (tags, i, reader->arena);
      if (tag == NULL)
        return pylock_value_no_memory (reader);
      text_addf (text, "%s, ", tag);
    }
  const char *last
    = count > 0 ? wheel_tags_get (tags, count - 1, reader->arena) : "none";
  if (last == NULL)
    return pylock_value_no_memory (reader);
  text_addf (text, "... %s", last);
  return 0;
}

/* Says in PACKAGE which wheels ARRAY has, and which tags fit. */
static int
pylock_source_explain (struct pylock_reader *reader,
                       const struct toml_value *array,
                       const struct wheel_tags *tags,
                       struct package *package)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  size_t count = 0;
  text_add (&text, "the lock has ");
  for (const struct toml_value *wheel = array->first; wheel != NULL;
       wheel = wheel->next)
    {
      const char *name;
      if (pylock_file_name (reader, wheel, &name) < 0)
        return -1;
      if (count++ < PYLOCK_SOURCE_NAMED)
        text_addf (&text, "%s%s", count > 1 ? ", " : "", name);
    }
  if (count > PYLOCK_SOURCE_NAMED)
    text_addf (&text, " and %zu more", count - PYLOCK_SOURCE_NAMED);
  if (pylock_source_add_tags (reader, tags, &text) < 0)
    return -1;
  package->no_wheel
    = text.failed ? NULL : arena_copy (reader->arena, text_string (&text));
  return package->no_wheel != NULL ? 0 : pylock_value_no_memory (reader);
}

/* The wheel of ARRAY that fits best, the first of them, in *RET; NULL if none
 * does.  All have to be wheels of this package, also those for others: a lock
 * whose names are not true is not to be trusted. */
static int
pylock_source_best (struct pylock_reader *reader, const struct toml_value *array,
                    const struct wheel_tags *tags,
                    const struct package *package,
                    const struct toml_value **ret)
{
  unsigned best = 0;
  *ret = NULL;
  for (const struct toml_value *wheel = array->first; wheel != NULL;
       wheel = wheel->next)
    {
      const char *file_name;
      struct wheel_name name;
      if (wheel->kind != TOML_TABLE)
        return pylock_value_fail (reader, wheel->line, "a wheel is %s, and should"
                                  " be a table",
                                  toml_document_kind (wheel->kind));
      if (pylock_file_name (reader, wheel, &file_name) < 0
          || pylock_source_check_name (reader, wheel->line, package, file_name,
                                       &name) < 0)
        return -1;
      unsigned rank = wheel_tags_rank (tags, &name);
      if (rank > best)
        {
          best = rank;
          *ret = wheel;
        }
    }
  return 0;
}

/* The folder in what is to build. */
static int
pylock_source_subdirectory (struct pylock_reader *reader,
                            const struct toml_value *table,
                            struct package *package)
{
  if (pylock_value_string (reader, table, "subdirectory", false,
                           &package->subdirectory) < 0)
    return -1;
  const char *part = package->subdirectory;
  if (part == NULL)
    return 0;
  bool inside = *part != '/';
  for (; inside && *part != '\0'; part += strspn (part, "/"))
    {
      size_t length = strcspn (part, "/");
      inside = length != 2 || strncmp (part, "..", 2) != 0;
      part += length;
    }
  return inside ? 0
    : pylock_value_fail (reader, table->line, "subdirectory '%s' leads out of the"
                         " sources", package->subdirectory);
}

static int
pylock_source_vcs (struct pylock_reader *reader, const struct toml_value *table,
                   struct package *package)
{
  package->source = PACKAGE_VCS;
  if (pylock_value_string (reader, table, "type", true, &package->vcs) < 0
      || pylock_value_string (reader, table, "commit-id", true,
                              &package->commit_id) < 0
      || pylock_value_string (reader, table, "requested-revision", false,
                              &package->requested_revision) < 0
      || pylock_file_place (reader, table, package) < 0)
    return -1;
  return pylock_source_subdirectory (reader, table, package);
}

static int
pylock_source_directory (struct pylock_reader *reader,
                         const struct toml_value *table,
                         struct package *package)
{
  const char *path;
  const struct toml_value *editable;
  package->source = PACKAGE_DIRECTORY;
  if (pylock_value_string (reader, table, "path", true, &path) < 0
      || pylock_file_place (reader, table, package) < 0
      || pylock_value_get (reader, table, "editable", TOML_BOOLEAN, &editable) < 0)
    return -1;
  package->url = NULL;
  package->is_editable = editable != NULL && editable->boolean;
  return pylock_source_subdirectory (reader, table, package);
}

static int
pylock_source_archive (struct pylock_reader *reader,
                       const struct toml_value *table,
                       const struct wheel_tags *tags,
                       struct package *package)
{
  struct wheel_name name;
  package->source = PACKAGE_ARCHIVE;
  if (pylock_file_read (reader, table, package) < 0
      || pylock_source_subdirectory (reader, table, package) < 0)
    return -1;
  if (!package->is_wheel)
    return 0;
  if (pylock_source_check_name (reader, table->line, package,
                                package->file_name, &name) < 0)
    return -1;
  return wheel_tags_rank (tags, &name) > 0 ? 0
    : pylock_value_fail (reader, table->line, "the wheel '%s' does not fit this"
                         " interpreter", package->file_name);
}

/* The wheel that fits, else the sdist.  Why no wheel was taken is kept, for
 * those who want no sdists. */
static int
pylock_source_distribution (struct pylock_reader *reader,
                            const struct pylock_tables *tables,
                            const struct wheel_tags *tags,
                            struct package *package)
{
  const struct toml_value *wheel = NULL;
  if (tables->wheels != NULL
      && pylock_source_best (reader, tables->wheels, tags, package, &wheel) < 0)
    return -1;
  if (wheel != NULL)
    return pylock_file_read (reader, wheel, package);
  if (tables->wheels != NULL && tables->wheels->first != NULL
      && pylock_source_explain (reader, tables->wheels, tags, package) < 0)
    return -1;
  if (tables->sdist == NULL)
    return pylock_value_fail (reader, package->line, "no wheel fits this"
                              " interpreter, and there is no sdist (%s)",
                              package->no_wheel);
  package->source = PACKAGE_SDIST;
  if (pylock_file_read (reader, tables->sdist, package) < 0)
    return -1;
  return !package->is_wheel ? 0
    : pylock_value_fail (reader, tables->sdist->line, "the sdist is a wheel");
}

/* Exactly one source, but a package may have an sdist and wheels.  Which of
 * several to prefer is nowhere said, so there must be no choice. */
static int
pylock_source_check (struct pylock_reader *reader, unsigned line,
                     const struct pylock_tables *tables)
{
  bool has_files = tables->sdist != NULL
    || (tables->wheels != NULL && tables->wheels->first != NULL);
  int count = (tables->vcs != NULL) + (tables->directory != NULL)
    + (tables->archive != NULL) + has_files;
  if (count == 1)
    return 0;
  return pylock_value_fail (reader, line, count == 0
                            ? "it has no source: no wheels, sdist, archive,"
                            " directory or vcs"
                            : "it has several sources, and may have only one of"
                            " vcs, directory, archive, and wheels with an sdist");
}

int
pylock_source_read (struct pylock_reader *reader, const struct toml_value *table,
                    const struct wheel_tags *tags,
                    struct package *package)
{
  struct pylock_tables tables;
  package->size = -1;
  if (pylock_value_get (reader, table, "vcs", TOML_TABLE, &tables.vcs) < 0
      || pylock_value_get (reader, table, "directory", TOML_TABLE,
                           &tables.directory) < 0
      || pylock_value_get (reader, table, "archive", TOML_TABLE,
                           &tables.archive) < 0
      || pylock_value_get (reader, table, "sdist", TOML_TABLE, &tables.sdist) < 0
      || pylock_value_get (reader, table, "wheels", TOML_ARRAY,
                           &tables.wheels) < 0
      || pylock_source_check (reader, package->line, &tables) < 0)
    return -1;
  if (tables.vcs != NULL)
    return pylock_source_vcs (reader, tables.vcs, package);
  if (tables.directory != NULL)
    return pylock_source_directory (reader, tables.directory, package);
  if (tables.archive != NULL)
    return pylock_source_archive (reader, tables.archive, tags, package);
  return pylock_source_distribution (reader, &tables, tags, package);
}
