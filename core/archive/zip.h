/* zip.h: a strict reader of ZIP archives.
 *
 * Accepts what wheels are made of and nothing that two readers could take for
 * two different archives: members stand one after the other without gaps from
 * the first byte to the central directory, each is described twice in the same
 * words, and nothing follows the end record. */
#ifndef PYVENV_WHEEL_ZIP_H
#define PYVENV_WHEEL_ZIP_H

#include "arena.h"
#include "report.h"

#include <stdbool.h>
#include <stdint.h>

#define ZIP_MEMBERS_MAX 20000
#define ZIP_MEMBER_MAX ((uint64_t) 64 << 20)
#define ZIP_TOTAL_MAX ((uint64_t) 512 << 20)
#define ZIP_ARCHIVE_MAX ((uint64_t) 256 << 20)

struct zip_member {
  const char *name;             /* UTF-8, NUL-terminated, without NUL inside */
  const uint8_t *data;          /* as stored */
  uint32_t stored_size;
  uint32_t size;
  uint32_t crc;
  bool deflated;
  bool is_dir;                  /* the name ends with a slash */
  bool executable;
  uint32_t offset;              /* of the local header */
};

struct zip {
  struct zip_member *members;   /* in the order of the central directory */
  size_t count;
  struct arena arena;
};

/* Reads the directory of the archive in BYTES, which must stay as they are
 * while ZIP is used.  Returns 0, or -1 with the reason in REPORT. */
int zip_read (struct zip *zip, const void *bytes, size_t length,
              struct report *report);

void zip_release (struct zip *zip);

/* Inflates members; one per thread. */
struct zip_inflater;
struct zip_inflater *zip_inflater_new (void);
void zip_inflater_free (struct zip_inflater *inflater);

/* Writes the member's `size` bytes to BUFFER, checked against its CRC-32. */
int zip_extract (struct zip_inflater *inflater,
                 const struct zip_member *member, void *buffer,
                 struct report *report);

#endif
