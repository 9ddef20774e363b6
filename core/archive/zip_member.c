/* zip_member.c: how a ZIP archive describes a member, twice. */
#include <config.h>

#include "text.h"
#include "zip_private.h"

#include <errno.h>
#include <string.h>

enum { ZIP_LOCAL_SIZE = 30 };   /* 4.3.7 */

#define ZIP_LOCAL_SIGNATURE 0x04034b50u
#define ZIP_CENTRAL_SIGNATURE 0x02014b50u
#define ZIP_DESCRIPTOR_SIGNATURE 0x08074b50u

/* Bits of the general purpose flag, 4.4.4. */
#define ZIP_FLAG_ENCRYPTED ((1u << 0) | (1u << 6) | (1u << 13))
#define ZIP_FLAG_DESCRIPTOR (1u << 3)
#define ZIP_FLAG_PATCH (1u << 5)
#define ZIP_FLAG_UTF8 (1u << 11)

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

int
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
    return report_first (report, 0, errno, "cannot read its directory");
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

int
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
