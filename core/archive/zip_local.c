/* zip_local.c: how the header in front of its data describes a member. */
#include <config.h>

#include "zip_private.h"

#include <string.h>

enum { ZIP_LOCAL_SIZE = 30 };   /* 4.3.7 */

/* A header fits into a window. */
enum { ZIP_LOCAL_HEAD_MAX = 32 << 10 };

/* The longest data descriptor: signature, CRC-32, two numbers of 64 bits. */
enum { ZIP_DESCRIPTOR_MAX = 24 };

#define ZIP_LOCAL_SIGNATURE 0x04034b50u
#define ZIP_DESCRIPTOR_SIGNATURE 0x08074b50u
#define ZIP_FLAG_DESCRIPTOR (1u << 3)

static int
zip_local_differs (const struct zip_member *member, struct report *report)
{
  return report_refuse (report, "member '%s' is described in two different "
                        "ways", member->name);
}

/* A data descriptor (4.3.9) after the data, with or without its signature, whose
 * sizes have 64 bits if there was a zip64 field.  Answers its length, 0 where it
 * contradicts the directory. */
static size_t
zip_descriptor_length (const struct zip_member *member, bool is_64,
                       const uint8_t *p, size_t left)
{
  size_t length = is_64 ? 20 : 12;
  for (size_t skip = 0; skip <= 4; skip += 4)
    if (left >= skip + length
        && (skip == 0 || zip_get32 (p) == ZIP_DESCRIPTOR_SIGNATURE)
        && zip_get32 (p + skip) == member->crc
        && (is_64 ? zip_get64 (p + skip + 4)
            : zip_get32 (p + skip + 4)) == member->stored_size
        && (is_64 ? zip_get64 (p + skip + 12)
            : zip_get32 (p + skip + 8)) == member->size)
      return skip + length;
  return 0;
}

/* Compares the header P, with NAME and EXTRA bytes behind it, with the directory.
 * *IS_64 as in zip_read_extra. */
static bool
zip_local_agrees (const struct zip_member *member, const uint8_t *central,
                  const uint8_t *p, size_t name, size_t extra, bool *is_64)
{
  /* The offset is not a part of it. */
  struct zip_sizes sizes = { zip_get32 (p + 22), zip_get32 (p + 18), 0 };
  if (name != strlen (member->name)
      || memcmp (p + ZIP_LOCAL_SIZE, member->name, name) != 0
      || zip_get16 (p + 6) != zip_get16 (central + 8)
      || zip_get16 (p + 8) != zip_get16 (central + 10)
      || !zip_read_extra (p + ZIP_LOCAL_SIZE + name, extra, &sizes, is_64))
    return false;
  bool described = (zip_get16 (p + 6) & ZIP_FLAG_DESCRIPTOR) != 0;
  uint32_t crc = zip_get32 (p + 14);
  return (described && crc == 0 && sizes.size == 0 && sizes.stored_size == 0)
    || (crc == member->crc && sizes.size == member->size
        && sizes.stored_size == member->stored_size);
}

int
zip_read_local (struct zip_member *member, const uint8_t *central,
                struct zip_window *window, uint64_t limit, uint64_t *end,
                struct report *report)
{
  uint64_t left = limit - member->offset;
  const uint8_t *p = left < ZIP_LOCAL_SIZE ? NULL
    : zip_window_at (window, member->offset, ZIP_LOCAL_SIZE, report);
  if (p == NULL || zip_get32 (p) != ZIP_LOCAL_SIGNATURE)
    return report_refuse (report, "member '%s' is not where the directory "
                          "says", member->name);

  size_t name = zip_get16 (p + 26), extra = zip_get16 (p + 28);
  size_t head = ZIP_LOCAL_SIZE + name + extra;
  if (head > left || member->stored_size > left - head)
    return report_refuse (report, "member '%s' is truncated", member->name);
  if (head > ZIP_LOCAL_HEAD_MAX)
    return report_refuse (report, "the header of member '%s' is larger than 32 "
                          "KiB", member->name);
  p = zip_window_at (window, member->offset, head, report);
  if (p == NULL)
    return -1;
  bool is_64, described = (zip_get16 (p + 6) & ZIP_FLAG_DESCRIPTOR) != 0;
  if (!zip_local_agrees (member, central, p, name, extra, &is_64))
    return zip_local_differs (member, report);

  member->data = member->offset + head;
  *end = member->data + member->stored_size;
  if (!described)
    return 0;
  size_t rest = limit - *end < ZIP_DESCRIPTOR_MAX ? (size_t) (limit - *end)
    : ZIP_DESCRIPTOR_MAX;
  p = zip_window_at (window, *end, rest, report);
  size_t length = p == NULL ? 0 : zip_descriptor_length (member, is_64, p, rest);
  *end += length;
  return length > 0 ? 0 : zip_local_differs (member, report);
}
