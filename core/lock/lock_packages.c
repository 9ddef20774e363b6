/* lock_packages.c: gets, builds and installs packages that are chosen. */
#include <config.h>

#include "lock_packages.h"

#include "direct_url.h"
#include "lock_record.h"
#include "resolve.h"
#include "text.h"
#include "url_parts.h"
#include "wheel_name.h"

#include <string.h>

/* What is only known while one call installs. */
struct lock_packages {
  struct lock_wanted *wanted;
  const struct wheel_module *wheels;
  const struct resolve_module *resolve; /* NULL: nothing is built */
  const char *pip;              /* version of the environment's, or NULL */
  struct builds builds;
};

static bool
lock_packages_has_file (const struct package *package)
{
  return package->source <= PACKAGE_ARCHIVE;
}

bool
lock_packages_need_build (const struct lock_wanted *wanted)
{
  for (size_t i = 0; i < wanted->items.count; i++)
    if (!wanted->items.items[i].package.is_wheel
        && !wanted->items.items[i].stays)
      return true;
  return false;
}

int
lock_packages_check (struct lock_wanted *wanted)
{
  CLEAN_TEXT struct text names = TEXT_EMPTY;
  const struct package *first = NULL;
  if ((wanted->what->flags & PYVENV_REQUIREMENTS_ONLY_WHEELS) == 0)
    return 0;
  for (size_t i = 0; i < wanted->items.count; i++)
    {
      const struct package *package = &wanted->items.items[i].package;
      if (package->is_wheel)
        continue;
      text_addf (&names, "%s%s", first != NULL ? ", " : "", package->name);
      first = first != NULL ? first : package;
    }
  if (first == NULL)
    return 0;
  CLEAN_TEXT struct text where = TEXT_EMPTY;
  if (wanted->path != NULL)
    text_addf (&where, "'%s' has", wanted->path);
  else
    text_add (&where, "there is");
  const char *why = first->no_wheel;
  return pyvenv_fail (wanted->cx, 0, "only-wheels: %s no wheel for this environment"
                      " of: %s%s%s%s", text_string (&where), text_string (&names),
                      why != NULL ? " (" : "", why != NULL ? why : "",
                      why != NULL ? ")" : "");
}

/* ---- Building --------------------------------------------------------------- */

/* Makes the wheel of ITEM what is installed: its file, or what is built from it. */
static int
lock_packages_build (struct lock_packages *packages, struct lock_item *item)
{
  struct lock_wanted *wanted = packages->wanted;
  item->wheel = item->file;
  if (item->package.is_wheel || item->package.is_editable)
    return 0;
  const struct build_order order = {
    &item->package, item->file, &wanted->sources
  };
  return packages->resolve->build (wanted->cx, wanted->arena, &packages->builds,
                                   &order, &item->wheel);
}

/* pip installs what is editable, once what it depends on is there. */
static int
lock_packages_add_editables (struct lock_packages *packages)
{
  struct lock_wanted *wanted = packages->wanted;
  for (size_t i = 0; i < wanted->items.count; i++)
    {
      const struct lock_item *item = &wanted->items.items[i];
      const struct build_order order = {
        &item->package, NULL, &wanted->sources
      };
      if (item->package.is_editable && !item->stays
          && packages->resolve->install_editable (wanted->cx, &order) < 0)
        return -1;
    }
  return 0;
}

/* ---- Installing ------------------------------------------------------------- */

/* What direct_url.json is to hold of ITEM, which was built; NULL after a failure. */
static const char *
lock_packages_direct_url (struct lock_packages *packages,
                          const struct lock_item *item)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  struct package package = item->package;
  if (package.path == NULL)
    package.url = item->place;
  direct_url_add_package (&text, &package, packages->pip);
  return text.failed ? NULL
    : arena_copy (packages->wanted->arena, text_string (&text));
}

/* Fills in *RET for the wheel of ITEM.  Where it is from is recorded if that is a
 * direct reference. */
static int
lock_packages_describe (struct lock_packages *packages,
                        const struct lock_item *item, struct pyvenv_wheel *ret)
{
  const struct package *package = &item->package;
  bool is_direct = package->source >= PACKAGE_ARCHIVE;
  *ret = (struct pyvenv_wheel) {
    .struct_size = sizeof *ret, .path = item->wheel,
    .flags = (is_direct ? 0 : PYVENV_WHEEL_BY_NAME)
      | (package->is_dependency ? PYVENV_WHEEL_DEPENDENCY : 0)
  };
  if (is_direct && !package->is_wheel)
    {
      ret->direct_url = lock_packages_direct_url (packages, item);
      /* An old pip has none. */
      if (ret->direct_url != NULL && *ret->direct_url == '\0')
        {
          ret->direct_url = NULL;
          ret->flags |= PYVENV_WHEEL_BY_NAME;
        }
      else if (ret->direct_url == NULL)
        return lock_wanted_no_memory (packages->wanted);
    }
  else if (is_direct && package->path == NULL)
    ret->url = item->place;
  return 0;
}

static int
lock_packages_install_set (struct lock_packages *packages)
{
  struct lock_wanted *wanted = packages->wanted;
  size_t count = 0;
  struct pyvenv_wheel *set
    = arena_zeroed (wanted->arena, (wanted->items.count + 1) * sizeof *set);
  if (set == NULL)
    return lock_wanted_no_memory (wanted);
  for (size_t i = 0; i < wanted->items.count; i++)
    if (!wanted->items.items[i].package.is_editable
        && !wanted->items.items[i].stays
        && lock_packages_describe (packages, &wanted->items.items[i],
                                   &set[count++]) < 0)
      return -1;
  return count == 0 ? 0
    : packages->wheels->install_set (wanted->cx, set, count,
                                     PYVENV_WHEEL_NO_DEPS | WHEEL_REPLACE);
}

/* What was installed has all that it depends on; of what pip chose that is known.  With
 * --system-site-packages it may be in the system, where nobody looks here. */
static int
lock_packages_check_lacking (struct lock_packages *packages)
{
  struct lock_wanted *wanted = packages->wanted;
  pyvenv_context *cx = wanted->cx;
  struct string_vector lacking = { .arena = wanted->arena };
  struct string_vector projects = { .arena = wanted->arena };
  if (wanted->path == NULL
      || (wanted->what->flags & PYVENV_REQUIREMENTS_NO_DEPS) != 0
      || (pyvenv_options (cx) & PYVENV_SYSTEM_SITE) != 0)
    return 0;
  for (size_t i = 0; i < wanted->items.count; i++)
    if (string_vector_append (&projects,
                              wanted->items.items[i].package.name) < 0)
      return lock_wanted_no_memory (wanted);
  if (packages->wheels->lacking (cx, wanted->arena, projects.items,
                                 projects.count, &lacking) < 0)
    return -1;
  if (lacking.count == 0)
    return 0;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < lacking.count; i++)
    text_addf (&text, "%s%s", i > 0 ? ", " : "", lacking.items[i]);
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not complete: %s",
                         wanted->path, text_string (&text));
}

/* Whether the file of ITEM is to be got: for a lock also where the package stays. */
static bool
lock_packages_needs_file (const struct lock_wanted *wanted,
                          const struct lock_item *item)
{
  return lock_packages_has_file (&item->package)
    && (!item->stays || wanted->record != NULL);
}

/* A wheels_obtained, whose DATA is a struct lock_packages. */
static int
lock_packages_on_obtained (void *data, pyvenv_context *cx,
                           const struct obtained_wheel *files)
{
  struct lock_packages *packages = data;
  struct lock_wanted *wanted = packages->wanted;
  wanted->is_begun = true;
  for (size_t i = 0; i < wanted->items.count; i++)
    {
      struct lock_item *item = &wanted->items.items[i];
      const struct obtained_wheel *file
        = lock_packages_needs_file (wanted, item) ? files++ : NULL;
      item->file = file != NULL ? file->path : NULL;
      if (wanted->record != NULL
          && lock_record_add (wanted->record, cx, item, file) < 0)
        return -1;
      if (!item->stays && lock_packages_build (packages, item) < 0)
        return -1;
    }
  return lock_packages_install_set (packages) == 0
    ? lock_packages_add_editables (packages) : -1;
}

/* ---- Comparing ------------------------------------------------------------- */

/* Fills in PLACE of ITEM, if it is a direct reference. */
static int
lock_packages_place (struct lock_wanted *wanted, struct lock_item *item)
{
  const struct package *package = &item->package;
  struct url_parts parts;
  if (package->source < PACKAGE_ARCHIVE)
    return 0;
  item->place = package->path;
  if (item->place == NULL && url_split (wanted->arena, package->url, &parts))
    item->place = arena_copy_bytes (wanted->arena, parts.plain,
                                    strcspn (parts.plain, "#"));
  return item->place != NULL ? 0 : lock_wanted_no_memory (wanted);
}

/* What can be told of ITEM before it is there. */
static struct asked_wheel
lock_packages_asked (struct lock_wanted *wanted, const struct lock_item *item)
{
  const struct package *package = &item->package;
  const char *version = package->version;
  struct wheel_name name;
  if (version == NULL && package->file_name != NULL
      && wheel_name_parse (&name, wanted->arena, package->file_name))
    version = name.version;
  return (struct asked_wheel) {
    .project = package->name, .version = version,
    .is_pin = package->file_name == NULL, .place = item->place,
    .hashes = item->hashes, .hash_count = item->hash_count
  };
}

/* Finds out which packages stay.  A folder may have changed, and of a commit no more
 * than its repository is known. */
static int
lock_packages_compare (struct lock_packages *packages)
{
  struct lock_wanted *wanted = packages->wanted;
  size_t count = wanted->items.count, there = 0;
  struct asked_wheel *asked
    = arena_zeroed (wanted->arena, (count + 1) * sizeof *asked);
  bool *stays = arena_zeroed (wanted->arena, count + 1);
  if (asked == NULL || stays == NULL)
    return lock_wanted_no_memory (wanted);
  for (size_t i = 0; i < count; i++)
    {
      if (lock_packages_place (wanted, &wanted->items.items[i]) < 0)
        return -1;
      asked[i] = lock_packages_asked (wanted, &wanted->items.items[i]);
    }
  if (packages->wheels->unchanged (wanted->cx, wanted->arena, asked, count,
                                   stays) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    {
      struct lock_item *item = &wanted->items.items[i];
      item->stays = stays[i] && lock_packages_has_file (&item->package);
      there += item->stays;
      if (item->stays && context_note_asked (wanted->cx, item->package.name) < 0)
        return -1;
    }
  pyvenv_debug (wanted->cx, "%zu of %zu packages are there already", there, count);
  return 0;
}

/* ---- Getting ---------------------------------------------------------------- */

/* Gets the files of those that have one, and installs all. */
static int
lock_packages_obtain (struct lock_packages *packages)
{
  struct lock_wanted *wanted = packages->wanted;
  struct wanted_wheel *files
    = arena_zeroed (wanted->arena, (wanted->items.count + 1) * sizeof *files);
  size_t count = 0;
  if (files == NULL)
    return lock_wanted_no_memory (wanted);
  for (size_t i = 0; i < wanted->items.count; i++)
    {
      const struct lock_item *item = &wanted->items.items[i];
      const struct package *package = &item->package;
      if (package->is_yanked && !item->stays)
        pyvenv_warn (wanted->cx, "%s was withdrawn by its authors",
                     item->requirement);
      if (lock_packages_needs_file (wanted, item))
        files[count++] = (struct wanted_wheel) {
          .requirement = item->requirement, .file_name = package->file_name,
          .path = package->path, .url = package->url, .index = package->index,
          .hashes = item->hashes, .hash_count = item->hash_count,
          .size = package->size > 0 ? (uint64_t) package->size : 0
        };
    }
  if (count == 0)
    return lock_packages_on_obtained (packages, wanted->cx, NULL);
  const struct index_module *index = modules_index (wanted->cx);
  return index == NULL ? -1
    : index->obtain (wanted->cx, files, count, &wanted->sources,
                     lock_packages_on_obtained, packages);
}

int
lock_packages_install (struct lock_wanted *wanted)
{
  pyvenv_context *cx = wanted->cx;
  struct lock_packages packages = {
    .wanted = wanted, .wheels = modules_wheel (cx), .builds = { "" }
  };
  if (packages.wheels == NULL
      || packages.wheels->installed (cx, wanted->arena, "pip",
                                     &packages.pip) < 0
      || lock_packages_check (wanted) < 0
      || lock_packages_compare (&packages) < 0)
    return -1;
  if (lock_packages_need_build (wanted)
      && (packages.resolve = modules_resolve (cx)) == NULL)
    return -1;
  int result = lock_packages_obtain (&packages);
  if (packages.resolve != NULL
      && packages.resolve->end (cx, &packages.builds) < 0)
    return -1;
  if (result == INDEX_NO_WHEEL)
    return LOCK_NO_WHEEL;
  return result == 0 ? lock_packages_check_lacking (&packages) : -1;
}
