/* zip_private.h: what the files of the ZIP reader share.
 *
 * The format is that of PKWARE's APPNOTE.TXT 6.3; section numbers in the reader
 * refer to it. */
#ifndef PYVENV_ZIP_PRIVATE_H
#define PYVENV_ZIP_PRIVATE_H

#include "zip.h"

#include <stddef.h>

/* Length of an entry of the central directory (4.3.12) without its name, extra
 * fields and comment. */
enum { ZIP_CENTRAL_SIZE = 46 };

/* What stands for a number that the zip64 extra field (4.5.3) holds. */
#define ZIP_IN_EXTRA 0xffffffffu

/* What the end of the archive says about its directory. */
struct zip_end {
  uint64_t count;
  uint64_t offset;
  uint64_t size;
  uint64_t directory_end;       /* where the first end record starts */
};

/* A piece of the archive that is in memory, so that what stands close together is
 * read at once. */
struct zip_window {
  int fd;
  uint64_t offset;
  size_t length;
  uint8_t bytes[1 << 16];
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

/* zip_window.c: reads LENGTH bytes at OFFSET of the file FD.  0, or -1 with the
 * reason in REPORT: the file became shorter, or cannot be read. */
int zip_read_at (int fd, void *bytes, size_t length, uint64_t offset,
                 struct report *report);

/* zip_window.c: at most LENGTH bytes, 64 KiB at most, at OFFSET, which the archive
 * has; valid until the next call.  NULL with the reason in REPORT. */
const uint8_t *zip_window_at (struct zip_window *window, uint64_t offset,
                              size_t length, struct report *report);

/* zip_end.c: finds the end record, which must be the last thing in the file,
 * and checks that the directory lies in front of it.  0, or -1 with the reason
 * in REPORT. */
int zip_read_end (int fd, uint64_t length, struct zip_end *end,
                  struct report *report);

/* zip_member.c: reads entry INDEX of the central directory, at P with LEFT
 * bytes to its end, into ZIP->members[INDEX].  *USED becomes its length.  0,
 * or -1 with the reason in REPORT. */
int zip_read_central (struct zip *zip, const uint8_t *p, size_t left,
                      size_t index, size_t *used, struct report *report);

/* zip_local.c: checks that the local header of MEMBER says what its entry CENTRAL
 * of the directory says.  Members end before LIMIT; *END becomes the offset of what
 * follows this one.  0, or -1 with the reason in REPORT. */
int zip_read_local (struct zip_member *member, const uint8_t *central,
                    struct zip_window *window, uint64_t limit, uint64_t *end,
                    struct report *report);

/* zip_member.c: the numbers of a header that may stand in its extra field. */
struct zip_sizes {
  uint64_t size, stored_size, offset;
};

/* zip_member.c: completes SIZES from LENGTH bytes of extra fields, whose zip64 field
 * must hold exactly what is missing, in the order of the struct.  Extra fields may
 * say anything else that a reader can ignore, but not another name (0x7075, 4.6.9).
 * *IS_64 tells whether there was such a field. */
bool zip_read_extra (const uint8_t *extra, size_t length,
                     struct zip_sizes *sizes, bool *is_64);

#endif
