/* zip.c: the directory of a ZIP archive, read strictly.
 *
 * The format is that of PKWARE's APPNOTE.TXT 6.3; section numbers refer to
 * it. */
#include <config.h>

#include "zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
  ZIP_LOCAL_SIZE = 30,          /* 4.3.7 */
  ZIP_CENTRAL_SIZE = 46,        /* 4.3.12 */
  ZIP_END_SIZE = 22,            /* 4.3.16 */
  ZIP_END64_SIZE = 56,          /* 4.3.14, without the extensible part */
  ZIP_LOCATOR_SIZE = 20         /* 4.3.15 */
};

#define ZIP_LOCAL_SIGNATURE 0x04034b50u
#define ZIP_CENTRAL_SIGNATURE 0x02014b50u
#define ZIP_END_SIGNATURE 0x06054b50u
#define ZIP_END64_SIGNATURE 0x06064b50u
#define ZIP_LOCATOR_SIGNATURE 0x07064b50u
#define ZIP_DESCRIPTOR_SIGNATURE 0x08074b50u

/* Bits of the general purpose flag, 4.4.4. */
#define ZIP_FLAG_ENCRYPTED ((1u << 0) | (1u << 6) | (1u << 13))
#define ZIP_FLAG_DESCRIPTOR (1u << 3)
#define ZIP_FLAG_PATCH (1u << 5)
#define ZIP_FLAG_UTF8 (1u << 11)

/* What the end of the archive says about its directory. */
struct zip_end {
  uint64_t count;
  uint64_t offset;
  uint64_t size;
  size_t directory_end;         /* where the first end record starts */
};

static uint16_t
zip_get16 (const uint8_t *p)
{
  return (uint16_t) (p[0] | p[1] << 8);
}

static uint32_t
zip_get32 (const uint8_t *p)
{
  return (uint32_t) zip_get16 (p) | (uint32_t) zip_get16 (p + 2) << 16;
}

static uint64_t
zip_get64 (const uint8_t *p)
{
  return (uint64_t) zip_get32 (p) | (uint64_t) zip_get32 (p + 4) << 32;
}

/* The 64-bit end record, where a locator stands before the end record.  Both
 * records must agree wherever the short one is not saturated. */
static int
zip_read_end64 (const uint8_t *bytes, size_t end_at, struct zip_end *end,
                struct report *report)
{
  if (end_at < ZIP_LOCATOR_SIZE + ZIP_END64_SIZE)
    return report_refuse (report, "its zip64 end record is truncated");

  const uint8_t *locator = bytes + end_at - ZIP_LOCATOR_SIZE;
  size_t at = end_at - ZIP_LOCATOR_SIZE - ZIP_END64_SIZE;
  const uint8_t *record = bytes + at;
  if (zip_get32 (locator + 4) != 0 || zip_get32 (locator + 16) > 1
      || zip_get64 (locator + 8) != at
      || zip_get32 (record) != ZIP_END64_SIGNATURE
      || zip_get64 (record + 4) != ZIP_END64_SIZE - 12
      || zip_get32 (record + 16) != 0 || zip_get32 (record + 20) != 0
      || zip_get64 (record + 24) != zip_get64 (record + 32))
    return report_refuse (report, "its zip64 end record is malformed");

  uint64_t count = zip_get64 (record + 32), size = zip_get64 (record + 40);
  uint64_t offset = zip_get64 (record + 48);
  if ((end->count != 0xffff && end->count != count)
      || (end->size != 0xffffffffu && end->size != size)
      || (end->offset != 0xffffffffu && end->offset != offset))
    return report_refuse (report, "its two end records contradict each other");

  end->count = count;
  end->size = size;
  end->offset = offset;
  end->directory_end = at;
  return 0;
}

/* Finds the end record, which must be the last thing in the file. */
static int
zip_read_end (const uint8_t *bytes, size_t length, struct zip_end *end,
              struct report *report)
{
  if (length < ZIP_END_SIZE || length > ZIP_ARCHIVE_MAX)
    return report_refuse (report, length < ZIP_END_SIZE
                          ? "it is too short for a zip archive"
                          : "it is larger than 256 MiB");

  size_t at = length - ZIP_END_SIZE;
  const uint8_t *record = bytes + at;
  if (zip_get32 (record) != ZIP_END_SIGNATURE || zip_get16 (record + 20) != 0)
    return report_refuse (report, "it does not end with a zip end record "
                          "(truncated, or followed by something else)");
  if (zip_get16 (record + 4) != 0 || zip_get16 (record + 6) != 0
      || zip_get16 (record + 8) != zip_get16 (record + 10))
    return report_refuse (report, "it is one part of a split archive");

  end->count = zip_get16 (record + 10);
  end->size = zip_get32 (record + 12);
  end->offset = zip_get32 (record + 16);
  end->directory_end = at;
  if (at >= ZIP_LOCATOR_SIZE
      && zip_get32 (record - ZIP_LOCATOR_SIZE) == ZIP_LOCATOR_SIGNATURE
      && zip_read_end64 (bytes, at, end, report) != 0)
    return -1;

  if (end->count == 0)
    return report_refuse (report, "it is empty");
  if (end->count > ZIP_MEMBERS_MAX)
    return report_refuse (report, "it has more than %d members",
                          ZIP_MEMBERS_MAX);
  if (end->offset > end->directory_end
      || end->size != end->directory_end - end->offset)
    return report_refuse (report, "its directory is not where the end record "
                          "says (something stands before or after it)");
  if (end->count * ZIP_CENTRAL_SIZE > end->size)
    return report_refuse (report, "its directory is truncated");
  return 0;
}

/* Extra fields may say anything that a reader can ignore, but not another name
 * (0x7075, 4.6.9) or other sizes (0x0001, 4.5.3). */
static bool
zip_extra_is_harmless (const uint8_t *extra, size_t length)
{
  while (length >= 4)
    {
      uint16_t id = zip_get16 (extra), size = zip_get16 (extra + 2);
      if (id == 0x7075 || id == 0x0001 || size > length - 4)
        return false;
      extra += 4 + size;
      length -= 4u + size;
    }
  return length == 0;
}

/* The Unix file type in the external attributes: nothing but regular files and
 * directories, whatever system the archive claims to come from. */
static int
zip_check_type (struct zip_member *member, uint32_t attributes,
                struct report *report)
{
  uint32_t mode = attributes >> 16, type = mode & 0170000;
  if (type != 0 && type != (member->is_dir ? 0040000u : 0100000u))
    return report_refuse (report, "member '%s' is neither a file nor a "
                          "directory (file type %06o)", member->name, type);
  member->executable = type == 0100000 && (mode & 0111) != 0;
  return 0;
}

static int
zip_check_name (const struct zip_member *member, size_t length, unsigned flags,
                size_t index, struct report *report)
{
  if (length == 0 || strlen (member->name) != length)
    return report_refuse (report, "the name of member %zu is empty or has a "
                          "NUL byte", index + 1);
  if (!string_is_utf8 (member->name, length))
    return report_refuse (report, "the name of member %zu is not UTF-8",
                          index + 1);
  for (size_t i = 0; i < length; i++)
    if ((unsigned char) member->name[i] >= 0x80 && !(flags & ZIP_FLAG_UTF8))
      return report_refuse (report, "the name of member '%s' is not declared "
                            "to be UTF-8", member->name);
  return 0;
}

/* One entry of the central directory; *USED is how long it is. */
static int
zip_read_central (struct zip *zip, const uint8_t *p, size_t left, size_t index,
                  size_t *used, struct report *report)
{
  struct zip_member *member = &zip->members[index];
  if (left < ZIP_CENTRAL_SIZE || zip_get32 (p) != ZIP_CENTRAL_SIGNATURE)
    return report_refuse (report, "entry %zu of its directory is malformed",
                          index + 1);

  size_t name = zip_get16 (p + 28), extra = zip_get16 (p + 30);
  size_t comment = zip_get16 (p + 32);
  *used = ZIP_CENTRAL_SIZE + name + extra + comment;
  if (*used > left || zip_get16 (p + 34) != 0
      || !zip_extra_is_harmless (p + ZIP_CENTRAL_SIZE + name, extra))
    return report_refuse (report, "entry %zu of its directory is malformed",
                          index + 1);

  unsigned flags = zip_get16 (p + 8), method = zip_get16 (p + 10);
  member->name = arena_copy_bytes (&zip->arena,
                                   (const char *) p + ZIP_CENTRAL_SIZE, name);
  if (member->name == NULL)
    return report_error (report, errno, "cannot read its directory");
  if (zip_check_name (member, name, flags, index, report) != 0)
    return -1;

  member->crc = zip_get32 (p + 16);
  member->stored_size = zip_get32 (p + 20);
  member->size = zip_get32 (p + 24);
  member->offset = zip_get32 (p + 42);
  member->deflated = method == 8;
  member->is_dir = member->name[name - 1] == '/';

  if ((flags & ZIP_FLAG_ENCRYPTED) != 0)
    return report_refuse (report, "member '%s' is encrypted", member->name);
  if (method != 0 && method != 8)
    return report_refuse (report, "member '%s' has an unsupported compression "
                          "(method %u)", member->name, method);
  if ((flags & ZIP_FLAG_PATCH) != 0
      || (method == 0 && member->stored_size != member->size)
      || (member->is_dir && member->size != 0))
    return report_refuse (report, "member '%s' is malformed", member->name);
  if (member->size > ZIP_MEMBER_MAX)
    return report_refuse (report, "member '%s' is larger than 64 MiB",
                          member->name);
  return zip_check_type (member, zip_get32 (p + 38), report);
}

/* A data descriptor (4.3.9) after the data, with or without its signature.
 * Answers its length, 0 where it contradicts the directory. */
static size_t
zip_descriptor_length (const struct zip_member *member, const uint8_t *p,
                       size_t left)
{
  for (size_t skip = 0; skip <= 4; skip += 4)
    if (left >= skip + 12
        && (skip == 0 || zip_get32 (p) == ZIP_DESCRIPTOR_SIGNATURE)
        && zip_get32 (p + skip) == member->crc
        && zip_get32 (p + skip + 4) == member->stored_size
        && zip_get32 (p + skip + 8) == member->size)
      return skip + 12;
  return 0;
}

/* The local header must say what the directory said.  *END becomes the offset
 * of what follows the member. */
static int
zip_read_local (struct zip_member *member, const uint8_t *central,
                const uint8_t *bytes, size_t limit, size_t *end,
                struct report *report)
{
  size_t left = limit - member->offset;
  const uint8_t *p = bytes + member->offset;
  if (left < ZIP_LOCAL_SIZE || zip_get32 (p) != ZIP_LOCAL_SIGNATURE)
    return report_refuse (report, "member '%s' is not where the directory "
                          "says", member->name);

  size_t name = zip_get16 (p + 26), extra = zip_get16 (p + 28);
  size_t head = ZIP_LOCAL_SIZE + name + extra;
  if (head > left || member->stored_size > left - head)
    return report_refuse (report, "member '%s' is truncated", member->name);

  bool described = (zip_get16 (p + 6) & ZIP_FLAG_DESCRIPTOR) != 0;
  bool no_sizes = described && zip_get32 (p + 14) == 0
    && zip_get32 (p + 18) == 0 && zip_get32 (p + 22) == 0;
  if (name != strlen (member->name)
      || memcmp (p + ZIP_LOCAL_SIZE, member->name, name) != 0
      || zip_get16 (p + 6) != zip_get16 (central + 8)
      || zip_get16 (p + 8) != zip_get16 (central + 10)
      || !zip_extra_is_harmless (p + ZIP_LOCAL_SIZE + name, extra)
      || (!no_sizes && memcmp (p + 14, central + 16, 12) != 0))
    return report_refuse (report, "member '%s' is described in two different "
                          "ways", member->name);

  member->data = p + head;
  *end = member->offset + head + member->stored_size;
  if (described)
    {
      size_t length = zip_descriptor_length (member, bytes + *end,
                                             limit - *end);
      if (length == 0)
        return report_refuse (report, "member '%s' is described in two "
                              "different ways", member->name);
      *end += length;
    }
  return 0;
}

/* Walks a chain of members by offset.  SPANS[i] is where member i ends. */
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
    report_error (report, ENOMEM, "cannot read its directory");
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
