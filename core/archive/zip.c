/* zip.c: the directory of a ZIP archive, read strictly. */
#include <config.h>

#include "zip_private.h"

#include <errno.h>
#include <stdlib.h>

/* Where a member lies, from its local header to its data descriptor. */
struct zip_span {
  uint64_t start;
  uint64_t end;
};

/* What is needed while the directory is read. */
struct zip_reader {
  uint8_t *directory;
  struct zip_span *spans;
  struct zip_window window;
};

static int
zip_span_compare (const void *a, const void *b)
{
  const struct zip_span *x = a, *y = b;
  return (x->start > y->start) - (x->start < y->start);
}

/* No gap, no overlap, nothing before the first or after the last. */
static int
zip_check_spans (struct zip_span *spans, size_t count, uint64_t limit,
                 struct report *report)
{
  qsort (spans, count, sizeof *spans, zip_span_compare);
  uint64_t at = 0;
  for (size_t i = 0; i < count; i++)
    {
      if (spans[i].start != at)
        return report_refuse (report, spans[i].start < at
                              ? "two of its members overlap"
                              : "it has bytes that belong to no member");
      at = spans[i].end;
    }
  return at == limit ? 0
    : report_refuse (report, "it has bytes that belong to no member");
}

/* A small archive must not become a large tree: at most 200 times its size, which
 * no text reaches, and no member more than deflate can make of what it is stored
 * as (a little less than 1032 times), so that the sizes can be believed before
 * anything is inflated. */
static int
zip_check_size (const struct zip *zip, const struct zip_member *member,
                uint64_t total, struct report *report)
{
  if (member->size / 1032 > member->stored_size)
    return report_refuse (report, "member '%s' cannot be inflated to the size "
                          "it declares", member->name);
  if (total > INT64_MAX || total / 200 > zip->length + (1u << 20) / 200)
    return report_refuse (report, "its members are more than 200 times as "
                          "large as itself");
  return 0;
}

static int
zip_read_members (struct zip *zip, const struct zip_end *end,
                  struct zip_reader *reader, struct report *report)
{
  size_t at = 0, used = 0;
  uint64_t total = 0;

  for (size_t i = 0; i < zip->count; i++, at += used)
    {
      const uint8_t *central = reader->directory + at;
      struct zip_member *member = &zip->members[i];
      if (zip_read_central (zip, central, (size_t) end->size - at, i, &used,
                            report) != 0)
        return -1;
      if (member->size > INT64_MAX - total)
        total = INT64_MAX;
      else
        total += member->size;
      if (zip_check_size (zip, member, total, report) != 0)
        return -1;
      if (member->offset >= end->offset)
        return report_refuse (report, "member '%s' is not where the directory "
                              "says", member->name);
      reader->spans[i].start = member->offset;
      if (zip_read_local (member, central, &reader->window, end->offset,
                          &reader->spans[i].end, report) != 0)
        return -1;
    }

  if (at != end->size)
    return report_refuse (report, "its directory has more entries than the end "
                          "record says");
  return zip_check_spans (reader->spans, zip->count, end->offset, report);
}

static int
zip_read_directory (struct zip *zip, const struct zip_end *end,
                    struct zip_reader *reader, struct report *report)
{
  zip->members = arena_zeroed (&zip->arena,
                               zip->count * sizeof *zip->members);
  reader->spans = calloc (zip->count, sizeof *reader->spans);
  reader->directory = malloc ((size_t) end->size);
  reader->window.fd = zip->fd;
  if (zip->members == NULL || reader->spans == NULL || reader->directory == NULL)
    return report_first (report, 0, ENOMEM, "cannot read its directory");
  if (zip_read_at (zip->fd, reader->directory, (size_t) end->size, end->offset,
                   report) != 0)
    return -1;
  return zip_read_members (zip, end, reader, report);
}

int
zip_read (struct zip *zip, int fd, uint64_t length, struct report *report)
{
  *zip = (struct zip) { .fd = fd, .length = length };
  struct zip_end end = { 0, 0, 0, 0 };
  if (zip_read_end (fd, length, &end, report) != 0)
    return -1;

  zip->count = (size_t) end.count;
  struct zip_reader *reader = calloc (1, sizeof *reader);
  int status = reader == NULL
    ? report_first (report, 0, errno, "cannot read its directory")
    : zip_read_directory (zip, &end, reader, report);
  if (reader != NULL)
    {
      free (reader->spans);
      free (reader->directory);
      free (reader);
    }
  if (status != 0)
    zip_release (zip);
  return status;
}

void
zip_release (struct zip *zip)
{
  arena_release (&zip->arena);
  *zip = (struct zip) { .fd = -1 };
}
