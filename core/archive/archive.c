/* archive.c: a wheel, read and checked before anything is written.
 *
 * PEP 427 says what a wheel is.  pip trusts much of what it finds; here
 * whatever could be read in two ways, or does not match RECORD, is refused. */
#include <config.h>

#include "archive.h"

#include "cleanup.h"
#include "dist_info.h"
#include "member_name.h"
#include "text.h"
#include "version.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Both tables, of members and of rows, answer questions about single names. */
const struct zip_member *
archive_member (const struct archive *archive, const char *name)
{
  return hash_table_find (&archive->members, name);
}

const struct record_row *
archive_row (const struct archive *archive, const char *path)
{
  return hash_table_find (&archive->rows, path);
}

/* ---- Names ------------------------------------------------------------ */

static int
archive_check_names (struct archive *archive, struct report *report)
{
  size_t count = archive->zip.count;
  CLEAN_FREE const char **names = calloc (count, sizeof *names);
  if (names == NULL)
    return report_first (report, 0, errno, "cannot read its directory");
  for (size_t i = 0; i < count; i++)
    {
      const struct zip_member *member = &archive->zip.members[i];
      names[i] = member->name;
      if (member_name_check (member->name, report) != 0)
        return -1;
      if (hash_table_add (&archive->members, member->name, member) < 0)
        return report_first (report, 0, errno, "cannot read its directory");
    }
  return member_name_check_distinct (names, count, report);
}

/* ---- Its own description ---------------------------------------------- */

/* The one *.dist-info at the top, which must be of this name and version. */
static int
archive_find_dist_info (struct archive *archive, struct report *report)
{
  for (size_t i = 0; i < archive->zip.count; i++)
    {
      const char *name = archive->zip.members[i].name;
      size_t length = strcspn (name, "/");
      const char *top = arena_copy_bytes (&archive->arena, name, length);
      if (top == NULL)
        return report_first (report, 0, errno, "cannot read its directory");
      if (name[length] != '/' || !string_ends_with (top, ".dist-info"))
        continue;
      if (archive->dist_info != NULL && strcmp (archive->dist_info, top) != 0)
        return report_refuse (report, "it has two .dist-info folders, '%s' "
                              "and '%s'", archive->dist_info, top);
      archive->dist_info = top;
    }
  if (archive->dist_info == NULL)
    return report_refuse (report, "it has no .dist-info folder");

  const char *version;
  size_t length;
  if (!dist_info_matches (archive->dist_info, archive->name->canonical,
                          &version, &length))
    return report_refuse (report, "its folder '%s' is of another project",
                          archive->dist_info);
  version = arena_copy_bytes (&archive->arena, version, length);
  if (version == NULL
      || version_compare_text (version, archive->name->version) != 0)
    return report_refuse (report, "its folder '%s' is of another version than "
                          "its name says", archive->dist_info);
  return 0;
}

/* Descriptions are held in memory; RECORD of the largest wheels has ten MiB. */
#define ARCHIVE_TEXT_MAX ((uint64_t) 64 << 20)

/* The contents of a file in its .dist-info, in the arena.  NULL with a reason
 * where it is damaged, and without one where it is not there. */
static const char *
archive_read (struct archive *archive, struct zip_inflater *inflater,
              const char *name, size_t *length, struct report *report)
{
  const char *path = arena_format (&archive->arena, "%s/%s",
                                   archive->dist_info, name);
  if (path == NULL)
    report_first (report, 0, errno, "cannot read it");
  const struct zip_member *member
    = path == NULL ? NULL : archive_member (archive, path);
  if (member == NULL)
    return NULL;

  *length = (size_t) member->size;
  return zip_extract_text (inflater, &archive->zip, member, &archive->arena,
                           ARCHIVE_TEXT_MAX, report);
}

static int
archive_check_metadata (const struct archive *archive, struct report *report)
{
  const struct metadata *metadata = &archive->metadata;
  struct arena arena = { NULL };
  const char *name = name_canonical (&arena, metadata->name,
                                     strlen (metadata->name));
  int error = name == NULL ? errno : 0;
  bool same = name != NULL && strcmp (name, archive->name->canonical) == 0;
  arena_release (&arena);

  if (error == ENOMEM)
    return report_first (report, 0, error, "cannot read it");
  if (!same)
    return report_refuse (report, "its METADATA is of '%s'", metadata->name);
  if (version_compare_text (metadata->version, archive->name->version) != 0)
    return report_refuse (report, "its METADATA is of version '%s'",
                          metadata->version);
  return 0;
}

static int
archive_read_description (struct archive *archive,
                          struct zip_inflater *inflater,
                          struct report *report)
{
  size_t length = 0;
  const char *bytes = archive_read (archive, inflater, "WHEEL", &length,
                                    report);
  if (bytes == NULL)
    return report_refuse (report, "it has no WHEEL file");
  if (metadata_parse_wheel (&archive->wheel, &archive->arena, bytes, length,
                            report) != 0)
    return -1;

  bytes = archive_read (archive, inflater, "METADATA", &length, report);
  if (bytes == NULL)
    return report_refuse (report, "it has no METADATA file");
  if (metadata_parse (&archive->metadata, &archive->arena, bytes, length,
                      report) != 0
      || archive_check_metadata (archive, report) != 0)
    return -1;

  bytes = archive_read (archive, inflater, "RECORD", &length, report);
  if (bytes == NULL)
    return report_refuse (report, "it has no RECORD file");
  if (record_parse (&archive->record, &archive->arena, bytes, length,
                    report) != 0)
    return -1;

  bytes = archive_read (archive, inflater, "entry_points.txt", &length,
                        report);
  if (bytes == NULL)
    return report->kind != 0 ? -1 : 0;
  return entry_points_parse (&archive->entry_points, &archive->arena, bytes,
                             length, report);
}

/* ---- RECORD ----------------------------------------------------------- */

/* RECORD itself and its signatures have no hash to check. */
static bool
archive_is_unhashed (const struct archive *archive, const char *path)
{
  size_t length = strlen (archive->dist_info);
  return strncmp (path, archive->dist_info, length) == 0
    && (strcmp (path + length, "/RECORD") == 0
        || strcmp (path + length, "/RECORD.jws") == 0
        || strcmp (path + length, "/RECORD.p7s") == 0);
}

static int
archive_check_row (const struct archive *archive,
                   const struct record_row *row, struct report *report)
{
  if (archive_is_unhashed (archive, row->path))
    return 0;
  const struct zip_member *member = archive_member (archive, row->path);
  if (member == NULL)
    return report_refuse (report, "its RECORD names '%s', which it does not "
                          "hold", row->path);
  if (!string_starts_with (row->hash, "sha256=")
      && !string_starts_with (row->hash, "sha384=")
      && !string_starts_with (row->hash, "sha512="))
    return report_refuse (report, "its RECORD has no secure hash of '%s'",
                          row->path);

  char size[24];
  snprintf (size, sizeof size, "%ju", (uintmax_t) member->size);
  if (row->size[0] != '\0' && strcmp (row->size, size) != 0)
    return report_refuse (report, "the size of member '%s' is not the one in "
                          "its RECORD", row->path);
  return 0;
}

/* Each row is for a member, and no two are for the same. */
static int
archive_check_rows (struct archive *archive, struct report *report)
{
  for (size_t i = 0; i < archive->record.count; i++)
    {
      const struct record_row *row = &archive->record.items[i];
      int added = hash_table_add (&archive->rows, row->path, row);
      if (added < 0)
        return report_first (report, 0, errno, "cannot read its RECORD");
      if (added > 0)
        return report_refuse (report, "its RECORD names '%s' twice", row->path);
      if (archive_check_row (archive, row, report) != 0)
        return -1;
    }
  return 0;
}

/* Each member has a row. */
static int
archive_check_members (const struct archive *archive, struct report *report)
{
  for (size_t i = 0; i < archive->zip.count; i++)
    {
      const struct zip_member *member = &archive->zip.members[i];
      if (!member->is_dir && !archive_is_unhashed (archive, member->name)
          && archive_row (archive, member->name) == NULL)
        return report_refuse (report, "member '%s' is not in its RECORD",
                              member->name);
    }
  return 0;
}

int
archive_open (struct archive *archive, const struct wheel_name *name, int fd,
              uint64_t length, struct report *report)
{
  *archive = (struct archive) { .name = name };
  if (zip_read (&archive->zip, fd, length, report) != 0
      || archive_check_names (archive, report) != 0
      || archive_find_dist_info (archive, report) != 0)
    return -1;

  struct zip_inflater *inflater = zip_inflater_new (0);
  if (inflater == NULL)
    return report_first (report, 0, errno, "cannot read it");
  int status = archive_read_description (archive, inflater, report);
  zip_inflater_free (inflater);
  if (status != 0 || archive_check_rows (archive, report) != 0)
    return -1;
  return archive_check_members (archive, report);
}

void
archive_release (struct archive *archive)
{
  zip_release (&archive->zip);
  hash_table_release (&archive->members);
  hash_table_release (&archive->rows);
  arena_release (&archive->arena);
  *archive = (struct archive) { 0 };
}
