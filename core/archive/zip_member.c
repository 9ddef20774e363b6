/* zip_member.c: how the central directory of a ZIP archive describes a member. */
#include <config.h>

#include "text.h"
#include "zip_private.h"

#include <errno.h>
#include <string.h>

#define ZIP_CENTRAL_SIGNATURE 0x02014b50u

/* Identifiers of extra fields, 4.5.3 and 4.6.9. */
#define ZIP_EXTRA_64 0x0001
#define ZIP_EXTRA_NAME 0x7075

/* Bits of the general purpose flag, 4.4.4. */
#define ZIP_FLAG_ENCRYPTED ((1u << 0) | (1u << 6) | (1u << 13))
#define ZIP_FLAG_PATCH (1u << 5)
#define ZIP_FLAG_UTF8 (1u << 11)

/* Takes the numbers that SIZES lacks from a zip64 field of LENGTH bytes. */
static bool
zip_read_extra_64 (const uint8_t *field, size_t length, struct zip_sizes *sizes)
{
  uint64_t *const missing[] = { &sizes->size, &sizes->stored_size,
                                &sizes->offset };
  for (size_t i = 0; i < 3; i++)
    if (*missing[i] == ZIP_IN_EXTRA)
      {
        if (length < 8)
          return false;
        *missing[i] = zip_get64 (field);
        if (*missing[i] > INT64_MAX)
          return false;
        field += 8;
        length -= 8;
      }
  return length == 0;
}

bool
zip_read_extra (const uint8_t *extra, size_t length, struct zip_sizes *sizes,
                bool *is_64)
{
  *is_64 = false;
  while (length >= 4)
    {
      uint16_t id = zip_get16 (extra), size = zip_get16 (extra + 2);
      if (id == ZIP_EXTRA_NAME || size > length - 4)
        return false;
      if (id == ZIP_EXTRA_64
          && (*is_64 || !zip_read_extra_64 (extra + 4, size, sizes)))
        return false;
      *is_64 = *is_64 || id == ZIP_EXTRA_64;
      extra += 4 + size;
      length -= 4u + size;
    }
  return length == 0
    && (*is_64 || (sizes->size != ZIP_IN_EXTRA
                   && sizes->stored_size != ZIP_IN_EXTRA
                   && sizes->offset != ZIP_IN_EXTRA));
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

/* Whether the member is stored as wheels store theirs. */
static int
zip_check_kind (const struct zip_member *member, unsigned flags,
                unsigned method, struct report *report)
{
  if ((flags & ZIP_FLAG_ENCRYPTED) != 0)
    return report_refuse (report, "member '%s' is encrypted", member->name);
  if (method != 0 && method != 8)
    return report_refuse (report, "member '%s' has an unsupported compression "
                          "(method %u)", member->name, method);
  if ((flags & ZIP_FLAG_PATCH) != 0
      || (method == 0 && member->stored_size != member->size)
      || (member->is_dir && member->size != 0))
    return report_refuse (report, "member '%s' is malformed", member->name);
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
  struct zip_sizes sizes = { zip_get32 (p + 24), zip_get32 (p + 20),
                             zip_get32 (p + 42) };
  bool is_64;
  *used = ZIP_CENTRAL_SIZE + name + extra + comment;
  if (*used > left || zip_get16 (p + 34) != 0
      || !zip_read_extra (p + ZIP_CENTRAL_SIZE + name, extra, &sizes, &is_64))
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
  member->stored_size = sizes.stored_size;
  member->size = sizes.size;
  member->offset = sizes.offset;
  member->deflated = method == 8;
  member->is_dir = member->name[name - 1] == '/';

  return zip_check_kind (member, flags, method, report) < 0 ? -1
    : zip_check_type (member, zip_get32 (p + 38), report);
}
