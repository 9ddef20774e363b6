/* zip_private.h: what the files of the ZIP reader share.
 *
 * The format is that of PKWARE's APPNOTE.TXT 6.3; section numbers in the reader
 * refer to it. */
#ifndef PYVENV_ZIP_PRIVATE_H
#define PYVENV_ZIP_PRIVATE_H

#include "zip.h"

/* Length of an entry of the central directory (4.3.12) without its name, extra
 * fields and comment. */
enum { ZIP_CENTRAL_SIZE = 46 };

/* What the end of the archive says about its directory. */
struct zip_end {
  uint64_t count;
  uint64_t offset;
  uint64_t size;
  size_t directory_end;         /* where the first end record starts */
};

/* Little-endian numbers; P need not be aligned. */
static inline uint16_t
zip_get16 (const uint8_t *p)
{
  return (uint16_t) (p[0] | p[1] << 8);
}

static inline uint32_t
zip_get32 (const uint8_t *p)
{
  return (uint32_t) zip_get16 (p) | (uint32_t) zip_get16 (p + 2) << 16;
}

static inline uint64_t
zip_get64 (const uint8_t *p)
{
  return (uint64_t) zip_get32 (p) | (uint64_t) zip_get32 (p + 4) << 32;
}

/* zip_end.c: finds the end record, which must be the last thing in the file,
 * and checks that the directory lies in front of it.  0, or -1 with the reason
 * in REPORT. */
int zip_read_end (const uint8_t *bytes, size_t length, struct zip_end *end,
                  struct report *report);

/* zip_member.c: reads entry INDEX of the central directory, at P with LEFT
 * bytes to its end, into ZIP->members[INDEX].  *USED becomes its length.  0,
 * or -1 with the reason in REPORT. */
int zip_read_central (struct zip *zip, const uint8_t *p, size_t left,
                      size_t index, size_t *used, struct report *report);

/* zip_member.c: checks that the local header of MEMBER says what its entry
 * CENTRAL of the directory says.  Members end before BYTES + LIMIT; *END
 * becomes the offset of what follows this one.  0, or -1 with the reason in
 * REPORT. */
int zip_read_local (struct zip_member *member, const uint8_t *central,
                    const uint8_t *bytes, size_t limit, size_t *end,
                    struct report *report);

#endif
