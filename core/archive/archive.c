/* archive.c: a wheel, read and checked before anything is written.
 *
 * PEP 427 says what a wheel is.  pip trusts much of what it finds; here
 * whatever could be read in two ways, or does not match RECORD, is refused. */
#include <config.h>

#include "archive.h"
#include "pep440.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int
archive_member_compare (const void *a, const void *b)
{
  const struct zip_member *const *x = a, *const *y = b;
  return strcmp ((*x)->name, (*y)->name);
}

static int
archive_sort_members (struct archive *archive, struct report *report)
{
  size_t count = archive->zip.count;
  archive->by_name = arena_zeroed (&archive->arena,
                                   count * sizeof *archive->by_name);
  if (archive->by_name == NULL)
    return report_error (report, errno, "cannot read its directory");
  for (size_t i = 0; i < count; i++)
    archive->by_name[i] = &archive->zip.members[i];
  qsort (archive->by_name, count, sizeof *archive->by_name,
         archive_member_compare);
  return 0;
}

const struct zip_member *
archive_member (const struct archive *archive, const char *name)
{
  struct zip_member key = { .name = name };
  const struct zip_member *wanted = &key;
  const struct zip_member **found
    = bsearch (&wanted, archive->by_name, archive->zip.count, sizeof wanted,
               archive_member_compare);
  return found == NULL ? NULL : *found;
}

const struct record_row *
archive_row (const struct archive *archive, const char *path)
{
  struct record_row key = { path, NULL, NULL };
  if (archive->record.count == 0)
    return NULL;
  return bsearch (&key, archive->record.rows, archive->record.count,
                  sizeof key, record_row_compare);
}

/* ---- Names ------------------------------------------------------------ */

/* Orders as file systems that fold ASCII case do, a folder's slash before any
 * other byte, so that a name stands next to what would lie in it. */
static int
archive_fold_compare (const void *a, const void *b)
{
  const unsigned char *x = *(const unsigned char *const *) a;
  const unsigned char *y = *(const unsigned char *const *) b;
  for (;; x++, y++)
    {
      int p = *x >= 'A' && *x <= 'Z' ? *x + 32 : *x == '/' ? 1 : *x;
      int q = *y >= 'A' && *y <= 'Z' ? *y + 32 : *y == '/' ? 1 : *y;
      if (p != q || p == 0)
        return p - q;
    }
}

int
archive_check_distinct (const char **names, size_t count,
                        struct report *report)
{
  qsort (names, count, sizeof *names, archive_fold_compare);
  for (size_t i = 1; i < count; i++)
    {
      const char *a = names[i - 1], *b = names[i];
      size_t length = strlen (a);
      if (strcasecmp (a, b) == 0)
        return report_refuse (report, "members '%s' and '%s' are for one place",
                              a, b);
      if (a[length - 1] != '/' && strncasecmp (a, b, length) == 0
          && b[length] == '/')
        return report_refuse (report, "member '%s' is a file and a folder", a);
    }
  return 0;
}

static int
archive_check_names (const struct archive *archive, struct report *report)
{
  size_t count = archive->zip.count;
  const char **names = calloc (count, sizeof *names);
  if (names == NULL)
    return report_error (report, errno, "cannot read its directory");

  int status = 0;
  for (size_t i = 0; i < count && status == 0; i++)
    {
      names[i] = archive->zip.members[i].name;
      status = member_name_check (names[i], report);
    }
  if (status == 0)
    status = archive_check_distinct (names, count, report);
  free (names);
  return status;
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
        return report_error (report, errno, "cannot read its directory");
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
  if (!name_is_dist_info (archive->dist_info, archive->name.canonical,
                          &version, &length))
    return report_refuse (report, "its folder '%s' is of another project",
                          archive->dist_info);
  version = arena_copy_bytes (&archive->arena, version, length);
  if (version == NULL || pep440_compare (version, archive->name.version) != 0)
    return report_refuse (report, "its folder '%s' is of another version than "
                          "its name says", archive->dist_info);
  return 0;
}

/* The contents of a file in its .dist-info, in the arena.  NULL with a reason
 * where it is damaged, and without one where it is not there. */
static const char *
archive_read (struct archive *archive, struct zip_inflater *inflater,
              const char *name, size_t *length, struct report *report)
{
  const char *path = arena_format (&archive->arena, "%s/%s",
                                   archive->dist_info, name);
  const struct zip_member *member
    = path == NULL ? NULL : archive_member (archive, path);
  if (member == NULL)
    return NULL;

  char *buffer = arena_zeroed (&archive->arena, (size_t) member->size + 1);
  if (buffer == NULL)
    {
      report_error (report, errno, "cannot read its member '%s'", path);
      return NULL;
    }
  *length = member->size;
  return zip_extract (inflater, member, buffer, report) == 0 ? buffer : NULL;
}

static int
archive_check_metadata (const struct archive *archive, struct report *report)
{
  const struct metadata *metadata = &archive->metadata;
  struct arena arena = { NULL };
  const char *name = name_canonical (&arena, metadata->name,
                                     strlen (metadata->name));
  bool same = name != NULL && strcmp (name, archive->name.canonical) == 0;
  arena_release (&arena);

  if (!same)
    return report_refuse (report, "its METADATA is of '%s'", metadata->name);
  if (pep440_compare (metadata->version, archive->name.version) != 0)
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
  if (wheel_headers_parse (&archive->headers, &archive->arena, bytes, length,
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
    return report->reason.length > 0 ? -1 : 0;
  return entries_parse (&archive->entries, &archive->arena, bytes, length,
                        report);
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
  snprintf (size, sizeof size, "%u", member->size);
  if (row->size[0] != '\0' && strcmp (row->size, size) != 0)
    return report_refuse (report, "member '%s' has not the size that RECORD "
                          "says", row->path);
  return 0;
}

/* Each member in exactly one row, and each row for a member. */
static int
archive_check_record (struct archive *archive, struct report *report)
{
  struct record *record = &archive->record;
  if (record->count > 1)
    qsort (record->rows, record->count, sizeof *record->rows,
           record_row_compare);
  for (size_t i = 0; i < record->count; i++)
    {
      if (i > 0 && strcmp (record->rows[i - 1].path, record->rows[i].path) == 0)
        return report_refuse (report, "its RECORD names '%s' twice",
                              record->rows[i].path);
      if (archive_check_row (archive, &record->rows[i], report) != 0)
        return -1;
    }

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
archive_open (struct archive *archive, const char *file_name,
              const void *bytes, size_t length, const struct target *target,
              struct report *report)
{
  *archive = (struct archive) { 0 };
  if (wheel_name_read (&archive->name, &archive->arena, file_name,
                       report) != 0
      || wheel_name_check_tags (&archive->name, target->implementation,
                                target->major, target->minor, report) != 0
      || zip_read (&archive->zip, bytes, length, report) != 0
      || archive_check_names (archive, report) != 0
      || archive_sort_members (archive, report) != 0
      || archive_find_dist_info (archive, report) != 0)
    return -1;

  struct zip_inflater *inflater = zip_inflater_new ();
  if (inflater == NULL)
    return report_error (report, errno, "cannot read it");
  int status = archive_read_description (archive, inflater, report);
  zip_inflater_free (inflater);
  if (status != 0 || archive_check_record (archive, report) != 0)
    return -1;
  return archive_place (archive, target, report);
}

void
archive_release (struct archive *archive)
{
  zip_release (&archive->zip);
  arena_release (&archive->arena);
  *archive = (struct archive) { 0 };
}
