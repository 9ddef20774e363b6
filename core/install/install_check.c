/* install_check.c: which wheels may be installed. */
#include <config.h>

#include "install_private.h"

#include "modules.h"
#include "version.h"
#include "wheel_hash.h"
#include "wheel_tags.h"

#include <errno.h>
#include <string.h>

int
install_check_name (struct install *install, struct install_item *item)
{
  struct wheel_image *image = &item->image;
  if (image->path[0] != '/')
    return pyvenv_fail (install->cx, 0, "'%s' is not an absolute path",
                        image->path);
  image->file_name = strrchr (image->path, '/') + 1;
  if (wheel_name_parse (&image->name, &install->arena, image->file_name))
    return 0;
  if (errno != EINVAL)
    return pyvenv_fail (install->cx, errno, "cannot install '%s'",
                        image->path);
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is "
                         "refused: its name is not that of a wheel",
                         image->path);
}

int
install_check_tags (struct install *install, const struct install_item *item)
{
  const struct wheel_name *name = &item->image.name;
  const struct wheel_tags *tags = context_wheel_tags (install->cx);
  if (tags == NULL || wheel_tags_rank (tags, name) > 0)
    return tags != NULL ? 0 : -1;
  const char *taken = wheel_tags_describe (tags, &install->arena);
  if (taken == NULL)
    return pyvenv_fail (install->cx, errno, "cannot install it");
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                         "'%s' is refused: it is for %s-%s-%s, which Python %s"
                         " here does not take (it takes %s)",
                         item->image.path, name->python_tags, name->abi_tags,
                         name->platform_tags, install->target.version, taken);
}

/* Whether the wheel has the hash that it has to have.  The SHA-256 of what was
 * unpacked is known; any other is that of the file. */
static int
install_check_hash (struct install *install, const struct install_item *item)
{
  static const char sha256[] = "sha256=";
  const char *hash = item->wheel->hash;
  size_t length = sizeof sha256 - 1;
  if (hash == NULL)
    return 0;
  int same = strncmp (hash, sha256, length) == 0
    ? strcmp (hash + length, item->image.sha256) == 0
    : wheel_hash_check (install->cx, item->image.path, hash);
  if (same != 0)
    return same < 0 ? -1 : 0;
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is"
                         " refused: its hash is not %s", item->image.path,
                         hash);
}

/* Compares the name of the wheel with what its image holds.  An image is found
 * by the hash of the wheel, which may have had another name when the image was
 * made. */
static int
install_check_contents (struct install *install,
                        const struct install_item *item)
{
  const struct wheel_image *image = &item->image;
  const struct manifest *manifest = &image->manifest;
  const char *canonical = manifest_string (manifest, manifest->head->canonical);
  const char *version = manifest_string (manifest, manifest->head->version);
  if (strcmp (canonical, image->name.canonical) == 0
      && version_compare_text (version, image->name.version) == 0)
    return 0;
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is"
                         " refused: it holds %s %s, and not what its name"
                         " says", image->path, canonical, version);
}

/* Whether what ITEM depends on is there, or comes along. */
static int
install_check_dependencies (struct install *install,
                            const struct install_item *item)
{
  const struct manifest *manifest = &item->image.manifest;
  const char *s = manifest_string (manifest, manifest->head->requires);
  while (*s != '\0')
    {
      size_t length = strcspn (s, "\n");
      const char *name = arena_copy_bytes (&install->arena, s, length);
      if (name == NULL)
        return pyvenv_fail (install->cx, errno, "cannot install it");
      if (hash_table_find (&install->names, name) == NULL
          && distributions_find (&install->distributions, &install->arena,
                                 name, NULL) == NULL)
        return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                               "'%s' is refused: it depends on '%s', which is "
                               "not installed; install that first",
                               item->image.path, name);
      s += length + (s[length] == '\n');
    }
  return 0;
}

int
install_check_image (struct install *install, const struct install_item *item)
{
  const struct manifest *manifest = &item->image.manifest;
  if (install_check_hash (install, item) != 0
      || install_check_contents (install, item) != 0)
    return -1;
  const char *range
    = manifest_string (manifest, manifest->head->requires_python);
  const char *version = install->target.version;
  if (!specifiers_match_text (range, version))
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: it needs Python %s, and this is "
                           "%s", item->image.path, range, version);
  return ((install->flags | item->wheel->flags) & PYVENV_WHEEL_NO_DEPS) != 0 ? 0
    : install_check_dependencies (install, item);
}
