/* lock_text.c: a lock as text: the packaging specification "pylock.toml" (PEP 751). */
#include <config.h>

#include "lock_text.h"

#include "cleanup.h"
#include "text.h"
#include "toml_document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A table or an array that is being filled. */
struct lock_text_node {
  struct arena *arena;
  struct toml_value *value;     /* NULL once memory was short */
  const struct toml_value **end;
};

static struct lock_text_node
lock_text_node (struct arena *arena, enum toml_kind kind)
{
  struct toml_value *value = arena_zeroed (arena, sizeof *value);
  if (value == NULL)
    return (struct lock_text_node) { arena, NULL, NULL };
  value->kind = kind;
  return (struct lock_text_node) { arena, value, &value->first };
}

/* Hangs VALUE, which may be NULL after a failure, into NODE as KEY. */
static void
lock_text_append (struct lock_text_node *node, const char *key,
                  struct toml_value *value)
{
  if (value == NULL || node->value == NULL)
    {
      node->value = NULL;
      return;
    }
  value->key = key;
  *node->end = value;
  node->end = &value->next;
}

/* Nothing is added for NULL. */
static void
lock_text_string (struct lock_text_node *node, const char *key,
                  const char *string)
{
  if (string == NULL)
    return;
  struct lock_text_node new = lock_text_node (node->arena, TOML_STRING);
  if (new.value != NULL)
    new.value->string = string;
  lock_text_append (node, key, new.value);
}

/* PATH without links in the folder it lies in, so that ".." leads where it seems to. */
static const char *
lock_text_real (struct arena *arena, const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *folder = arena_format (arena, "%.*s/", (int) (slash - path), path);
  CLEAN_FREE char *real = folder != NULL ? realpath (folder, NULL) : NULL;
  return real == NULL ? path
    : arena_format (arena, "%s%s", strcmp (real, "/") == 0 ? "" : real, slash);
}

/* The path from FOLDER to PATH, both absolute and without links and dots. */
static const char *
lock_text_relative (struct arena *arena, const char *folder, const char *path)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  size_t common = 0, i = 0;
  for (; folder[i] != '\0' && folder[i] == path[i]; i++)
    if (folder[i] == '/')
      common = i + 1;
  if (folder[i] == '\0' && path[i] == '/')
    common = i + 1;
  else
    {
      text_add (&text, "../");
      for (const char *s = folder + common; *s != '\0'; s++)
        if (*s == '/')
          text_add (&text, "../");
    }
  text_add (&text, path + common);
  return text.failed ? NULL : arena_copy (arena, text_string (&text));
}

/* Where the package, or its file, is: the path or the address. */
static void
lock_text_place (struct lock_text_node *node, const struct package *package,
                 const char *folder)
{
  const char *real = package->path == NULL ? NULL
    : lock_text_real (node->arena, package->path);
  const char *path = real == NULL ? NULL
    : lock_text_relative (node->arena, folder, real);
  if (package->path != NULL && path == NULL)
    node->value = NULL;
  lock_text_string (node, "path", path);
  if (package->path == NULL)
    lock_text_string (node, "url", package->url);
}

/* Its size and its hash; the name only where the keys of an entry have one. */
static void
lock_text_file (struct lock_text_node *node, const struct package *package,
                const char *folder, bool is_named)
{
  struct lock_text_node hashes = lock_text_node (node->arena, TOML_TABLE);
  size_t length = strcspn (package->hash, "=");
  const char *algorithm
    = arena_copy_bytes (node->arena, package->hash, length);
  if (is_named)
    lock_text_string (node, "name", package->file_name);
  lock_text_place (node, package, folder);
  struct lock_text_node size = lock_text_node (node->arena, TOML_INTEGER);
  if (size.value != NULL)
    size.value->integer = package->size;
  lock_text_append (node, "size", size.value);
  if (algorithm == NULL)
    hashes.value = NULL;
  lock_text_string (&hashes, algorithm, package->hash + length + 1);
  lock_text_append (node, "hashes", hashes.value);
}

static void
lock_text_tree (struct lock_text_node *node, const struct package *package,
                const char *folder)
{
  lock_text_place (node, package, folder);
  if (package->source == PACKAGE_VCS)
    {
      lock_text_string (node, "type", package->vcs);
      lock_text_string (node, "commit-id", package->commit_id);
      lock_text_string (node, "requested-revision",
                        package->requested_revision);
    }
  else if (package->is_editable)
    {
      struct lock_text_node yes = lock_text_node (node->arena, TOML_BOOLEAN);
      if (yes.value != NULL)
        yes.value->boolean = true;
      lock_text_append (node, "editable", yes.value);
    }
}

/* One entry of "packages".  A source tree says its own version, so the lock does not. */
static struct toml_value *
lock_text_package (struct arena *arena, const struct package *package,
                   const char *folder)
{
  static const char *const keys[] = {
    "wheels", "sdist", "archive", "directory", "vcs"
  };
  bool is_file = package->source <= PACKAGE_ARCHIVE;
  struct lock_text_node entry = lock_text_node (arena, TOML_TABLE);
  struct lock_text_node source = lock_text_node (arena, TOML_TABLE);
  lock_text_string (&entry, "name", package->name);
  if (is_file)
    {
      lock_text_string (&entry, "version", package->version);
      lock_text_file (&source, package, folder,
                      package->source < PACKAGE_ARCHIVE);
    }
  else
    lock_text_tree (&source, package, folder);
  if (package->source < PACKAGE_ARCHIVE)
    lock_text_string (&entry, "index", package->index);
  else
    lock_text_string (&source, "subdirectory", package->subdirectory);
  if (package->source == PACKAGE_WHEEL)
    {
      struct lock_text_node wheels = lock_text_node (arena, TOML_ARRAY);
      lock_text_append (&wheels, NULL, source.value);
      source = wheels;
    }
  lock_text_append (&entry, keys[package->source], source.value);
  return entry.value;
}

static int
lock_text_compare (const void *a, const void *b)
{
  const struct package *one = a, *other = b;
  return strcmp (one->name, other->name);
}

/* The whole lock.  pip chose for this version of Python, and compiled wheels fit no
 * other. */
static const struct toml_value *
lock_text_document (struct arena *arena, pyvenv_context *cx,
                    const struct package_vector *packages, const char *folder)
{
  int major, minor;
  struct lock_text_node root = lock_text_node (arena, TOML_TABLE);
  struct lock_text_node array = lock_text_node (arena, TOML_ARRAY);
  pyvenv_python_version (cx, &major, &minor, NULL);
  const char *python = arena_format (arena, "==%d.%d.*", major, minor);
  if (python == NULL)
    return NULL;
  lock_text_string (&root, "lock-version", "1.0");
  lock_text_string (&root, "created-by", PACKAGE_NAME);
  lock_text_string (&root, "requires-python", python);
  for (size_t i = 0; i < packages->count; i++)
    lock_text_append (&array, NULL, lock_text_package (arena,
                                                       &packages->items[i],
                                                       folder));
  lock_text_append (&root, "packages", array.value);
  return root.value;
}

const char *
lock_text (struct arena *arena, pyvenv_context *cx,
           const struct package_vector *packages, const char *path)
{
  struct package_vector sorted = { .arena = arena };
  const char *real = lock_text_real (arena, path);
  const char *folder = real == NULL ? NULL
    : arena_copy_bytes (arena, real, (size_t) (strrchr (real, '/') - real));
  for (size_t i = 0; folder != NULL && i < packages->count; i++)
    if (package_vector_append (&sorted, packages->items[i]) < 0)
      folder = NULL;
  if (sorted.count > 0)
    qsort (sorted.items, sorted.count, sizeof *sorted.items, lock_text_compare);
  const struct toml_value *root = folder == NULL ? NULL
    : lock_text_document (arena, cx, &sorted, folder);
  const char *text = root == NULL ? NULL : toml_format (arena, root);
  if (text == NULL)
    pyvenv_fail (cx, errno, "cannot make the lock '%s'", path);
  return text;
}
