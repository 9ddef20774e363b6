/* zip_end.c: the end records of a ZIP archive. */
#include <config.h>

#include "zip_private.h"

enum {
  ZIP_END_SIZE = 22,            /* 4.3.16 */
  ZIP_END64_SIZE = 56,          /* 4.3.14, without the extensible part */
  ZIP_LOCATOR_SIZE = 20         /* 4.3.15 */
};

#define ZIP_END_SIGNATURE 0x06054b50u
#define ZIP_END64_SIGNATURE 0x06064b50u
#define ZIP_LOCATOR_SIGNATURE 0x07064b50u

/* All of them, which are the last bytes of the archive. */
struct zip_tail {
  uint8_t bytes[ZIP_END64_SIZE + ZIP_LOCATOR_SIZE + ZIP_END_SIZE];
  size_t length;
  uint64_t offset;
};

/* The 64-bit end record, where a locator stands before the end record.  Both
 * records must agree wherever the short one is not saturated. */
static int
zip_read_end64 (const struct zip_tail *tail, struct zip_end *end,
                struct report *report)
{
  if (tail->length < sizeof tail->bytes)
    return report_refuse (report, "its zip64 end record is truncated");

  const uint8_t *record = tail->bytes;
  const uint8_t *locator = record + ZIP_END64_SIZE;
  if (zip_get32 (locator + 4) != 0 || zip_get32 (locator + 16) > 1
      || zip_get64 (locator + 8) != tail->offset
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
  end->directory_end = tail->offset;
  return 0;
}

static int
zip_check_end (const struct zip_end *end, struct report *report)
{
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
  if (end->size > ZIP_DIRECTORY_MAX)
    return report_refuse (report, "its directory is larger than 64 MiB");
  return 0;
}

int
zip_read_end (int fd, uint64_t length, struct zip_end *end,
              struct report *report)
{
  if (length < ZIP_END_SIZE)
    return report_refuse (report, "it is too short for a zip archive");
  struct zip_tail tail = { .length = sizeof tail.bytes };
  if (length < tail.length)
    tail.length = (size_t) length;
  tail.offset = length - tail.length;
  if (zip_read_at (fd, tail.bytes, tail.length, tail.offset, report) != 0)
    return -1;

  const uint8_t *record = tail.bytes + tail.length - ZIP_END_SIZE;
  if (zip_get32 (record) != ZIP_END_SIGNATURE || zip_get16 (record + 20) != 0)
    return report_refuse (report, "it does not end with a zip end record "
                          "(truncated, or followed by something else)");
  if (zip_get16 (record + 4) != 0 || zip_get16 (record + 6) != 0
      || zip_get16 (record + 8) != zip_get16 (record + 10))
    return report_refuse (report, "it is one part of a split archive");

  end->count = zip_get16 (record + 10);
  end->size = zip_get32 (record + 12);
  end->offset = zip_get32 (record + 16);
  end->directory_end = length - ZIP_END_SIZE;
  if (tail.length >= ZIP_LOCATOR_SIZE + ZIP_END_SIZE
      && zip_get32 (record - ZIP_LOCATOR_SIZE) == ZIP_LOCATOR_SIGNATURE
      && zip_read_end64 (&tail, end, report) != 0)
    return -1;
  return zip_check_end (end, report);
}
