/* place.c: where each file of a wheel goes, and what pip adds to them. */
#include <config.h>

#include "archive.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_BIN "bin/"

/* What is at hand while files are placed. */
struct place {
  struct archive *archive;
  const struct target *target;
  struct report *report;
  struct zip_inflater *inflater;
  size_t bytecode;              /* files of the wheel's own that are left out */
};

/* PATH as seen from the folder FROM, both relative to ENV_DIR, as
 * os.path.relpath writes it. */
static const char *
place_relative (struct arena *arena, const char *path, const char *from)
{
  size_t common = 0;
  for (size_t i = 0; path[i] == from[i] || from[i] == '\0'; i++)
    {
      if (path[i] == '/' && (from[i] == '/' || from[i] == '\0'))
        common = i + 1;
      if (path[i] == '\0' || from[i] == '\0')
        break;
    }

  struct text ret = TEXT_EMPTY;
  if (common <= strlen (from))
    for (const char *s = from + common; s != NULL && *s != '\0';
         s = strchr (s, '/'), s = s == NULL ? NULL : s + 1)
      text_add (&ret, "../");
  text_add (&ret, path + common);
  const char *copy = ret.failed ? NULL : arena_copy (arena,
                                                     text_string (&ret));
  text_clear (&ret);
  return copy;
}

/* Adds a file; NULL on out of memory.  There is room: see archive_place. */
static struct placed *
place_add (struct place *place, enum plan_kind kind, const char *path)
{
  struct archive *archive = place->archive;
  if (path == NULL)
    return NULL;
  struct placed *file = &archive->files[archive->count];
  file->record_path = place_relative (&archive->arena, path,
                                      place->target->purelib);
  if (file->record_path == NULL)
    return NULL;
  archive->count++;
  file->path = path;
  file->kind = kind;
  file->hash = file->size = "";
  return file;
}

static int
place_no_memory (struct place *place)
{
  return report_error (place->report, ENOMEM, "cannot read it");
}

/* Whether the first of the components of NAME is COMPONENT, or any is. */
static bool
place_has_component (const char *name, const char *component)
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

/* What an installer writes itself, whatever the archive holds of it. */
static bool
place_is_dropped (const struct archive *archive, const char *name)
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

/* Whether pip takes the script for one that an entry point makes anew. */
static bool
place_is_wrapper (const struct archive *archive, const char *script)
{
  static const char *const suffixes[] = { ".exe", "-script.py", ".pya", NULL };
  size_t length = strlen (script);
  for (size_t i = 0; suffixes[i] != NULL; i++)
    if (string_ends_with (script, suffixes[i]))
      {
        length -= strlen (suffixes[i]);
        break;
      }
  for (size_t i = 0; i < archive->entries.count; i++)
    if (strlen (archive->entries.list[i].name) == length
        && strncmp (archive->entries.list[i].name, script, length) == 0)
      return true;
  return false;
}

/* A script of .data/scripts: rewritten where its first line asks for it. */
static int
place_script (struct place *place, struct placed *file)
{
  const struct zip_member *member = file->member;
  char *bytes = malloc ((size_t) member->size + 1);
  if (bytes == NULL)
    return place_no_memory (place);
  int status = zip_extract (place->inflater, member, bytes, place->report);
  if (status == 0 && member->size >= 8 && memcmp (bytes, "#!python", 8) == 0)
    file->kind = PLAN_REWRITTEN;
  free (bytes);
  return status;
}

/* ENV_DIR's folder for a key of .data, NULL where there is no such key. */
static const char *
place_scheme (struct place *place, const char *key, size_t length)
{
  const struct target *target = place->target;
  struct arena *arena = &place->archive->arena;
  const char *name = arena_copy_bytes (arena, key, length);
  if (name == NULL)
    return NULL;
  if (strcmp (name, "purelib") == 0 || strcmp (name, "platlib") == 0)
    return arena_format (arena, "%s/", target->purelib);
  if (strcmp (name, "scripts") == 0)
    return PLACE_BIN;
  if (strcmp (name, "data") == 0)
    return "";
  if (strcmp (name, "headers") == 0)
    return arena_format (arena, "include/site/python%d.%d/%s/",
                         target->major, target->minor,
                         place->archive->name.name);
  return NULL;
}

/* A member below NAME-VERSION.data, REST being what follows that folder. */
static int
place_data (struct place *place, const struct zip_member *member,
            const struct record_row *row, const char *rest)
{
  struct archive *archive = place->archive;
  size_t key = strcspn (rest, "/");
  const char *folder = rest[key] == '/' ? place_scheme (place, rest, key)
    : NULL;
  if (folder == NULL)
    return report_refuse (place->report, "member '%s' is for no folder that is "
                          "known", member->name);

  rest += key + 1;
  bool is_script = strncmp (folder, PLACE_BIN, sizeof PLACE_BIN) == 0;
  if (is_script && place_is_wrapper (archive, rest))
    return 0;
  struct placed *file
    = place_add (place, PLAN_LINKED,
                 arena_format (&archive->arena, "%s%s", folder, rest));
  if (file == NULL)
    return place_no_memory (place);
  file->member = member;
  file->executable = is_script || member->executable;
  file->hash = row->hash;
  file->size = row->size;
  return is_script ? place_script (place, file) : 0;
}

static int
place_member (struct place *place, const struct zip_member *member)
{
  struct archive *archive = place->archive;
  const char *name = member->name;
  if (member->is_dir || place_is_dropped (archive, name))
    return 0;
  if (place_has_component (name, "__pycache__"))
    {
      place->bytecode++;
      return 0;
    }

  static const struct record_row no_row = { "", "", "" };
  const struct record_row *row = archive_row (archive, name);
  if (row == NULL)
    row = &no_row;              /* a signature of RECORD */

  size_t top = strcspn (name, "/"), stem = strlen (archive->dist_info) - 10;
  if (name[top] == '/' && top >= 5 && strncmp (name + top - 5, ".data", 5) == 0)
    {
      if (top - 5 != stem || strncmp (name, archive->dist_info, stem) != 0)
        return report_refuse (place->report, "member '%s' is in the .data "
                              "folder of another project", name);
      return place_data (place, member, row, name + top + 1);
    }

  struct placed *file
    = place_add (place, PLAN_LINKED,
                 arena_format (&archive->arena, "%s/%s",
                               place->target->purelib, name));
  if (file == NULL)
    return place_no_memory (place);
  file->member = member;
  file->executable = member->executable;
  file->hash = row->hash;
  file->size = row->size;
  return 0;
}

/* A file of .dist-info that the installer adds. */
static int
place_own (struct place *place, enum plan_kind kind, const char *name,
           const char *content, const char *hash, const char *size)
{
  struct archive *archive = place->archive;
  struct placed *file
    = place_add (place, kind,
                 arena_format (&archive->arena, "%s/%s/%s",
                               place->target->purelib, archive->dist_info,
                               name));
  if (file == NULL)
    return place_no_memory (place);
  file->content = content;
  file->hash = hash;
  file->size = size;
  return 0;
}

static int
place_added (struct place *place)
{
  struct archive *archive = place->archive;
  if (place_own (place, PLAN_LINKED, "INSTALLER", "pip\n",
                 "sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg",
                 "4") != 0
      || (place->target->requested
          && place_own (place, PLAN_LINKED, "REQUESTED", "",
                        "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                        "0") != 0)
      || place_own (place, PLAN_DIRECT_URL, "direct_url.json", NULL, "",
                    "") != 0
      || place_own (place, PLAN_RECORD, "RECORD", NULL, "", "") != 0)
    return -1;

  for (size_t i = 0; i < archive->entries.count; i++)
    {
      const struct entry *entry = &archive->entries.list[i];
      struct placed *file
        = place_add (place, PLAN_ENTRY,
                     arena_format (&archive->arena, PLACE_BIN "%s",
                                   entry->name));
      if (file == NULL)
        return place_no_memory (place);
      file->entry = entry;
    }
  return 0;
}

/* The .pyc file beside each source that pip compiles: not beside a script whose
 * first line changes from environment to environment. */
static int
place_bytecode (struct place *place)
{
  struct archive *archive = place->archive;
  const char *tag = place->target->cache_tag;
  if (tag == NULL || place->target->magic == NULL)
    return 0;

  size_t count = archive->count;
  for (size_t i = 0; i < count; i++)
    {
      const char *path = archive->files[i].path;
      if (archive->files[i].kind != PLAN_LINKED
          || !string_ends_with (path, ".py"))
        continue;
      const char *slash = strrchr (path, '/');
      size_t folder = slash == NULL ? 0 : (size_t) (slash + 1 - path);
      size_t stem = strlen (path) - folder - 3;
      struct placed *file
        = place_add (place, PLAN_LINKED,
                     arena_format (&archive->arena,
                                   "%.*s__pycache__/%.*s.%s.pyc", (int) folder,
                                   path, (int) stem, path + folder, tag));
      if (file == NULL)
        return place_no_memory (place);
      file->source = i + 1;
      archive->files[i].bytecode = archive->count;
    }
  return 0;
}

/* Files of the environment itself that no wheel may bring. */
static int
place_check_reserved (const char *path, struct report *report)
{
  if (strcmp (path, "pyvenv.cfg") == 0 || strncmp (path, ".pyvenv-", 8) == 0
      || strcmp (path, "lib64") == 0 || strncmp (path, "lib64/", 6) == 0)
    return report_refuse (report, "it would write '%s', which belongs to the "
                          "environment", path);
  if (strncmp (path, PLACE_BIN, strlen (PLACE_BIN)) == 0
      && strstr (path, "/__pycache__/") == NULL)
    return script_name_check (path + strlen (PLACE_BIN), report);
  return 0;
}

/* No two files for one place, wherever in the archive they come from. */
static int
place_check (struct place *place)
{
  struct archive *archive = place->archive;
  const char **paths = calloc (archive->count, sizeof *paths);
  if (paths == NULL)
    return place_no_memory (place);

  int status = 0;
  for (size_t i = 0; i < archive->count && status == 0; i++)
    {
      paths[i] = archive->files[i].path;
      status = place_check_reserved (paths[i], place->report);
    }
  if (status == 0)
    status = archive_check_distinct (paths, archive->count, place->report);
  free (paths);
  return status;
}

int
archive_place (struct archive *archive, const struct target *target,
               struct report *report)
{
  struct place place = {
    .archive = archive, .target = target, .report = report
  };

  /* The versioned names of pip are added after its own scripts of .data were
   * compared with what it declares. */
  size_t room = 2 * (archive->zip.count + archive->entries.count) + 16;
  archive->files = arena_zeroed (&archive->arena,
                                 room * sizeof *archive->files);
  place.inflater = zip_inflater_new ();
  if (archive->files == NULL || place.inflater == NULL)
    {
      zip_inflater_free (place.inflater);
      return place_no_memory (&place);
    }

  int status = 0;
  for (size_t i = 0; i < archive->zip.count && status == 0; i++)
    status = place_member (&place, &archive->zip.members[i]);
  zip_inflater_free (place.inflater);
  if (place.bytecode > 0)
    report_warn (report, "the bytecode that it brings, of %zu files, is left"
                 " out", place.bytecode);
  if (status == 0)
    status = entries_add_versions (&archive->entries, &archive->arena,
                                   target->major, target->minor, report);
  if (status == 0)
    status = place_added (&place);
  if (status == 0)
    status = place_bytecode (&place);
  return status == 0 ? place_check (&place) : -1;
}
