/* owners.c: which of several wheels have one file. */
#include <config.h>

#include "owners.h"

#include "system.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Warns of the files that two wheels have. */
static void
owners_tell (struct owners *owners)
{
  if (owners->shared_count == 1)
    pyvenv_warn (owners->cx, "%s and %s both have '%s'; that of %s is installed",
                 owners->sharer->name, owners->name, owners->shared,
                 owners->name);
  else if (owners->shared_count > 1)
    pyvenv_warn (owners->cx, "%s and %s both have '%s' and %zu more files; those"
                 " of %s are installed", owners->sharer->name, owners->name,
                 owners->shared, owners->shared_count - 1, owners->name);
  owners->shared_count = 0;
}

void
owners_begin (struct owners *owners, const char *name)
{
  owners->name = name;
}

/* Whether DIR of MANIFEST has the file NAME. */
static bool
owners_dir_has (const struct manifest *manifest, const struct manifest_dir *dir,
                const char *name)
{
  for (uint32_t i = dir->first; i < dir->first + dir->count; i++)
    if (strcmp (manifest_string (manifest, manifest->files[i].name), name) == 0)
      return true;
  return false;
}

/* Whether MANIFEST has the file PATH.  Folders come each after its parent, so
 * that MATCHED of them, counted from the top, are those of PATH. */
static bool
owners_has (const struct manifest *manifest, const char *path)
{
  uint32_t matched = 0;
  const char *rest[MANIFEST_DEPTH_MAX] = { path };
  for (uint32_t i = 0; i < manifest->head->dir_count; i++)
    {
      const struct manifest_dir *dir = &manifest->dirs[i];
      if (dir->depth > matched + 1 || dir->depth + 1 >= MANIFEST_DEPTH_MAX)
        continue;
      matched = dir->depth > 0 ? dir->depth - 1 : 0;
      if (dir->depth > 0)
        {
          const char *name = manifest_string (manifest, dir->name);
          size_t length = strlen (name);
          if (strncmp (rest[matched], name, length) != 0
              || rest[matched][length] != '/')
            continue;
          rest[matched + 1] = rest[matched] + length + 1;
          matched++;
        }
      if (strchr (rest[matched], '/') == NULL)
        return owners_dir_has (manifest, dir, rest[matched]);
    }
  return false;
}

/* The wheel that has PATH, or NULL.  The one that had the last is likely. */
static const struct owner *
owners_find (const struct owners *owners, const char *path)
{
  if (owners->sharer != NULL && owners_has (owners->sharer->manifest, path))
    return owners->sharer;
  for (size_t i = owners->count; i-- > 0;)
    if (owners_has (owners->items[i].manifest, path))
      return &owners->items[i];
  return NULL;
}

bool
owners_share (struct owners *owners, const char *path)
{
  const struct owner *owner = owners_find (owners, path);
  if (owner == NULL)
    return false;
  if (strstr (path, "/__pycache__/") != NULL)
    return true;                /* it follows its source */
  if (owner != owners->sharer)
    owners_tell (owners);
  owners->sharer = owner;
  if (owners->shared_count++ == 0)
    owners->shared = pyvenv_format (owners->cx, "%s", path);
  return true;
}

int
owners_add (struct owners *owners, const struct manifest *manifest)
{
  owners_tell (owners);
  owners->sharer = NULL;
  struct owner *items = reallocarray (owners->items, owners->count + 1,
                                      sizeof *items);
  if (items == NULL)
    return pyvenv_fail (owners->cx, errno, "cannot install wheels");
  owners->items = items;
  items[owners->count++] = (struct owner) { owners->name, manifest };
  return 0;
}

void
owners_release (struct owners *owners)
{
  free (owners->items);
  owners->items = NULL;
}
