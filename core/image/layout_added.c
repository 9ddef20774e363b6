/* layout_added.c: the files of a wheel that pip writes itself. */
#include <config.h>

#include "layout_private.h"

#include "text.h"
#include "versioned_scripts.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* The files that pip adds to .dist-info.  The hashes are of their contents. */
static const struct layout_added {
  enum manifest_kind kind;
  const char *name;
  const char *content;          /* NULL: differs between environments */
  const char *hash;
  const char *size;
} layout_added[] = {
  { MANIFEST_LINKED, "INSTALLER", "pip\n",
    "sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg", "4" },
  { MANIFEST_REQUESTED, "REQUESTED", "",
    "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "0" },
  { MANIFEST_DIRECT_URL, "direct_url.json", NULL, "", "" },
  { MANIFEST_RECORD, "RECORD", NULL, "", "" }
};

static int
layout_add_dist_info (struct layout_work *work)
{
  for (size_t i = 0; i < sizeof layout_added / sizeof *layout_added; i++)
    {
      const struct layout_added *added = &layout_added[i];
      const char *path = arena_format (&work->layout->arena, "%s/%s/%s",
                                       work->target->purelib,
                                       work->archive->dist_info, added->name);
      struct layout_file *file = layout_add (work, added->kind, path);
      if (file == NULL)
        return -1;
      file->content = added->content;
      file->hash = added->hash;
      file->size = added->size;
    }
  return 0;
}

static int
layout_add_scripts (struct layout_work *work)
{
  struct entry_points *scripts = &work->layout->scripts;
  for (size_t i = 0; i < scripts->count; i++)
    {
      const char *path = arena_format (&work->layout->arena, LAYOUT_BIN "%s",
                                       scripts->items[i].name);
      struct layout_file *file = layout_add (work, MANIFEST_ENTRY, path);
      if (file == NULL)
        return -1;
      file->entry_point = &scripts->items[i];
    }
  return 0;
}

/* Whether the last component of PATH is longer than file systems take. */
static bool
layout_name_is_long (const char *path)
{
  return strlen (strrchr (path, '/') + 1) > NAME_MAX;
}

/* Adds the .pyc file beside each source that pip compiles: not beside a script
 * whose first line changes from environment to environment, nor where the name of
 * the .pyc file does not fit. */
static int
layout_add_bytecode (struct layout_work *work)
{
  struct layout_files *files = &work->layout->files;
  const char *tag = work->target->cache_tag;
  if (tag == NULL || work->target->magic == NULL)
    return 0;

  size_t count = files->count;
  for (size_t i = 0; i < count; i++)
    {
      const char *path = files->items[i].path;
      if (files->items[i].kind != MANIFEST_LINKED
          || !string_ends_with (path, ".py"))
        continue;
      const char *slash = strrchr (path, '/');
      size_t folder = slash == NULL ? 0 : (size_t) (slash + 1 - path);
      size_t stem = strlen (path) - folder - 3;
      path = arena_format (&work->layout->arena, "%.*s__pycache__/%.*s.%s.pyc",
                           (int) folder, path, (int) stem, path + folder, tag);
      if (path != NULL && layout_name_is_long (path))
        continue;
      struct layout_file *file = layout_add (work, MANIFEST_LINKED, path);
      if (file == NULL)
        return -1;
      file->source = i + 1;
      files->items[i].bytecode = files->count;
    }
  return 0;
}

int
layout_add_installed (struct layout_work *work)
{
  const struct image_target *target = work->target;
  if (layout_add_dist_info (work) != 0)
    return -1;
  if (versioned_scripts_make (&work->layout->scripts, &work->layout->arena,
                              &work->archive->entry_points, target->major,
                              target->minor) != 0)
    return report_first (work->report, 0, errno,
                         "cannot read its entry_points.txt");
  return layout_add_scripts (work) == 0 ? layout_add_bytecode (work) : -1;
}
