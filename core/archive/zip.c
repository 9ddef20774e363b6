/* zip.c: the directory of a ZIP archive, read strictly. */
#include <config.h>

#include "zip_private.h"

#include <errno.h>
#include <stdlib.h>

/* Where a member lies, from its local header to its data descriptor. */
struct zip_span {
  uint32_t start;
  size_t end;
};

static int
zip_span_compare (const void *a, const void *b)
{
  const struct zip_span *x = a, *y = b;
  return (x->start > y->start) - (x->start < y->start);
}

/* No gap, no overlap, nothing before the first or after the last. */
static int
zip_check_spans (struct zip_span *spans, size_t count, size_t limit,
                 struct report *report)
{
  qsort (spans, count, sizeof *spans, zip_span_compare);
  size_t at = 0;
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

/* A small archive must not become a large tree: at most 200 times its size,
 * which no text reaches. */
static int
zip_check_total (uint64_t total, size_t length, struct report *report)
{
  if (total > ZIP_TOTAL_MAX)
    return report_refuse (report, "its members are larger than 512 MiB");
  if (total > (uint64_t) length * 200 + (1u << 20))
    return report_refuse (report, "its members are more than 200 times as "
                          "large as itself");
  return 0;
}

static int
zip_read_members (struct zip *zip, const uint8_t *bytes, size_t length,
                  const struct zip_end *end, struct zip_span *spans,
                  struct report *report)
{
  size_t at = (size_t) end->offset, used = 0;
  uint64_t total = 0;

  for (size_t i = 0; i < zip->count; i++, at += used)
    {
      const uint8_t *central = bytes + at;
      struct zip_member *member = &zip->members[i];
      if (zip_read_central (zip, central, end->directory_end - at, i, &used,
                            report) != 0)
        return -1;
      total += member->size;
      if (zip_check_total (total, length, report) != 0)
        return -1;
      if (member->offset >= end->offset)
        return report_refuse (report, "member '%s' is not where the directory "
                              "says", member->name);
      spans[i].start = member->offset;
      if (zip_read_local (member, central, bytes, (size_t) end->offset,
                          &spans[i].end, report) != 0)
        return -1;
    }

  if (at != end->directory_end)
    return report_refuse (report, "its directory has more entries than the end "
                          "record says");
  return zip_check_spans (spans, zip->count, (size_t) end->offset, report);
}

int
zip_read (struct zip *zip, const void *bytes, size_t length,
          struct report *report)
{
  *zip = (struct zip) { 0 };
  struct zip_end end = { 0, 0, 0, 0 };
  if (zip_read_end (bytes, length, &end, report) != 0)
    return -1;

  zip->count = (size_t) end.count;
  zip->members = arena_zeroed (&zip->arena,
                               zip->count * sizeof *zip->members);
  struct zip_span *spans = calloc (zip->count, sizeof *spans);
  int status = -1;
  if (zip->members == NULL || spans == NULL)
    report_first (report, 0, ENOMEM, "cannot read its directory");
  else
    status = zip_read_members (zip, bytes, length, &end, spans, report);
  free (spans);
  if (status != 0)
    zip_release (zip);
  return status;
}

void
zip_release (struct zip *zip)
{
  arena_release (&zip->arena);
  *zip = (struct zip) { 0 };
}
