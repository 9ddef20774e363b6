/* layout.c: where each file of a wheel goes. */
#include <config.h>

#include "layout_private.h"

#include "cleanup.h"
#include "dist_info.h"
#include "member_name.h"
#include "script_name.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* PATH as seen from the folder FROM, both relative to ENV_DIR, as
 * os.path.relpath writes it. */
static const char *
layout_relative (struct arena *arena, const char *path, const char *from)
{
  size_t common = 0;
  for (size_t i = 0; path[i] == from[i] || from[i] == '\0'; i++)
    {
      if (path[i] == '/' && (from[i] == '/' || from[i] == '\0'))
        common = i + 1;
      if (path[i] == '\0' || from[i] == '\0')
        break;
    }

  CLEAN_TEXT struct text ret = TEXT_EMPTY;
  if (common <= strlen (from))
    for (const char *s = from + common; s != NULL && *s != '\0';
         s = strchr (s, '/'), s = s == NULL ? NULL : s + 1)
      text_add (&ret, "../");
  text_add (&ret, path + common);
  return ret.failed ? NULL : arena_copy (arena, text_string (&ret));
}

struct layout_file *
layout_add (struct layout_work *work, enum manifest_kind kind, const char *path)
{
  struct layout *layout = work->layout;
  const char *record_path = path == NULL ? NULL
    : layout_relative (&layout->arena, path, work->target->purelib);
  struct layout_file file = { .path = path, .record_path = record_path,
                              .hash = "", .size = "", .kind = kind };
  if (record_path != NULL && layout_files_append (&layout->files, file) == 0)
    return &layout->files.items[layout->files.count - 1];
  report_first (work->report, 0, ENOMEM, "cannot read it");
  return NULL;
}

/* Scripts that are rewritten are read into memory, for each environment. */
enum { LAYOUT_SCRIPT_MAX = 16 << 20 };

/* ---- Members of the archive -------------------------------------------- */

/* Whether one of the components of the path NAME is COMPONENT. */
static bool
layout_has_component (const char *name, const char *component)
{
  size_t wanted = strlen (component);
  for (const char *s = name;; s++)
    {
      size_t length = strcspn (s, "/");
      if (length == wanted && strncmp (s, component, length) == 0)
        return true;
      s += length;
      if (*s == '\0')
        return false;
    }
}

/* Whether NAME is a file that the installer writes itself. */
static bool
layout_is_dropped (const struct archive *archive, const char *name)
{
  static const char *const dropped[] = { "/RECORD", "/INSTALLER", "/REQUESTED",
                                         "/direct_url.json", NULL };
  size_t length = strlen (archive->dist_info);
  if (strncmp (name, archive->dist_info, length) != 0)
    return false;
  for (size_t i = 0; dropped[i] != NULL; i++)
    if (strcmp (name + length, dropped[i]) == 0)
      return true;
  return false;
}

/* Whether pip takes SCRIPT for one that it generates for an entry point. */
static bool
layout_is_wrapper (const struct archive *archive, const char *script)
{
  static const char *const suffixes[] = { ".exe", "-script.py", ".pya", NULL };
  size_t length = strlen (script);
  for (size_t i = 0; suffixes[i] != NULL; i++)
    if (string_ends_with (script, suffixes[i]))
      {
        length -= strlen (suffixes[i]);
        break;
      }
  for (size_t i = 0; i < archive->entry_points.count; i++)
    if (strlen (archive->entry_points.items[i].name) == length
        && strncmp (archive->entry_points.items[i].name, script, length) == 0)
      return true;
  return false;
}

/* The first bytes of a script. */
struct layout_start {
  char bytes[8];
  size_t length;
};

/* A zip_take that stops once it has enough. */
static int
layout_take_start (void *data, const void *bytes, size_t length)
{
  struct layout_start *start = data;
  size_t room = sizeof start->bytes - start->length;
  size_t taken = length < room ? length : room;
  memcpy (start->bytes + start->length, bytes, taken);
  start->length += taken;
  return start->length < sizeof start->bytes ? 0 : -1;
}

/* A script of .data/scripts: rewritten where its first line asks for it. */
static int
layout_read_script (struct layout_work *work, struct layout_file *file)
{
  const struct zip_member *member = file->member;
  struct layout_start start = { .length = 0 };
  if (zip_extract (work->inflater, &work->archive->zip, member,
                   layout_take_start, &start, work->report) != 0
      && start.length < sizeof start.bytes)
    return -1;
  if (start.length < sizeof start.bytes
      || memcmp (start.bytes, "#!python", sizeof start.bytes) != 0)
    return 0;
  if (member->size > LAYOUT_SCRIPT_MAX)
    return report_refuse (work->report, "the script '%s' is larger than 16 MiB",
                          member->name);
  file->kind = MANIFEST_REWRITTEN;
  return 0;
}

/* ENV_DIR's folder for a key of .data, or NULL where that is not a key. */
static const char *
layout_scheme (struct layout_work *work, const char *key, size_t length)
{
  const struct image_target *target = work->target;
  struct arena *arena = &work->layout->arena;
  const char *name = arena_copy_bytes (arena, key, length);
  if (name == NULL)
    return NULL;
  if (strcmp (name, "purelib") == 0 || strcmp (name, "platlib") == 0)
    return arena_format (arena, "%s/", target->purelib);
  if (strcmp (name, "scripts") == 0)
    return LAYOUT_BIN;
  if (strcmp (name, "data") == 0)
    return "";
  if (strcmp (name, "headers") == 0)
    return arena_format (arena, "include/site/python%d.%d/%s/",
                         target->major, target->minor,
                         work->archive->name->name);
  return NULL;
}

/* Adds a MEMBER of the archive, with its row of RECORD. */
static struct layout_file *
layout_add_member (struct layout_work *work, const struct zip_member *member,
                   const char *path)
{
  struct layout_file *file = layout_add (work, MANIFEST_LINKED, path);
  if (file == NULL)
    return NULL;
  file->member = member;
  file->executable = member->executable;
  const struct record_row *row = archive_row (work->archive, member->name);
  if (row != NULL)              /* a signature of RECORD has none */
    {
      file->hash = row->hash;
      file->size = row->size;
    }
  return file;
}

/* A member below NAME-VERSION.data, REST being what follows that folder. */
static int
layout_data (struct layout_work *work, const struct zip_member *member,
             const char *rest)
{
  size_t key = strcspn (rest, "/");
  const char *folder = rest[key] == '/' ? layout_scheme (work, rest, key)
    : NULL;
  if (folder == NULL)
    return report_refuse (work->report, "member '%s' is for no folder that is "
                          "known", member->name);

  rest += key + 1;
  bool is_script = strcmp (folder, LAYOUT_BIN) == 0;
  if (is_script && layout_is_wrapper (work->archive, rest))
    return 0;
  struct layout_file *file
    = layout_add_member (work, member, arena_format (&work->layout->arena,
                                                     "%s%s", folder, rest));
  if (file == NULL || !is_script)
    return file != NULL ? 0 : -1;
  file->executable = true;
  return layout_read_script (work, file);
}

static int
layout_member (struct layout_work *work, const struct zip_member *member)
{
  const struct archive *archive = work->archive;
  const char *name = member->name;
  if (member->is_dir || layout_is_dropped (archive, name))
    return 0;
  if (layout_has_component (name, "__pycache__"))
    {
      work->bytecode++;
      return 0;
    }

  size_t top = strcspn (name, "/");
  size_t stem = strlen (archive->dist_info) - strlen (DIST_INFO_SUFFIX);
  if (name[top] == '/' && top >= 5 && strncmp (name + top - 5, ".data", 5) == 0)
    {
      if (top - 5 != stem || strncmp (name, archive->dist_info, stem) != 0)
        return report_refuse (work->report, "member '%s' is in the .data "
                              "folder of another project", name);
      return layout_data (work, member, name + top + 1);
    }
  const char *path = arena_format (&work->layout->arena, "%s/%s",
                                   work->target->purelib, name);
  return layout_add_member (work, member, path) != NULL ? 0 : -1;
}

/* ---- The layout --------------------------------------------------------- */

/* Refuses files that belong to the environment itself. */
static int
layout_check_reserved (const char *path, struct report *report)
{
  if (strcmp (path, "pyvenv.cfg") == 0 || strncmp (path, ".pyvenv-", 8) == 0
      || strcmp (path, "lib64") == 0 || strncmp (path, "lib64/", 6) == 0)
    return report_refuse (report, "it would write '%s', which belongs to the "
                          "environment", path);
  if (strncmp (path, LAYOUT_BIN, strlen (LAYOUT_BIN)) == 0
      && strstr (path, "/__pycache__/") == NULL)
    return script_name_check (path + strlen (LAYOUT_BIN), report);
  return 0;
}

/* Refuses two files for one place, wherever in the archive they are. */
static int
layout_check (const struct layout *layout, struct report *report)
{
  size_t count = layout->files.count;
  CLEAN_FREE const char **paths = calloc (count, sizeof *paths);
  if (paths == NULL)
    return report_first (report, 0, errno, "cannot read it");
  for (size_t i = 0; i < count; i++)
    {
      paths[i] = layout->files.items[i].path;
      if (layout_check_reserved (paths[i], report) != 0)
        return -1;
    }
  return member_name_check_distinct (paths, count, report);
}

static int
layout_members (struct layout_work *work)
{
  work->inflater = zip_inflater_new (0);
  if (work->inflater == NULL)
    return report_first (work->report, 0, errno, "cannot read it");
  int status = 0;
  for (size_t i = 0; i < work->archive->zip.count && status == 0; i++)
    status = layout_member (work, &work->archive->zip.members[i]);
  zip_inflater_free (work->inflater);
  if (work->bytecode > 0)
    report_warn (work->report, "the bytecode that it brings, of %zu files, is"
                 " left out", work->bytecode);
  return status;
}

int
layout_make (struct layout *layout, const struct archive *archive,
             const struct image_target *target, struct report *report)
{
  *layout = (struct layout) { .archive = archive };
  struct layout_work work = { .layout = layout, .archive = archive,
                              .target = target, .report = report };
  if (layout_members (&work) != 0 || layout_add_installed (&work) != 0)
    return -1;
  return layout_check (layout, report);
}

void
layout_release (struct layout *layout)
{
  layout_files_release (&layout->files);
  arena_release (&layout->arena);
  *layout = (struct layout) { 0 };
}
