/* zip.h: a strict reader of ZIP archives.
 *
 * Accepts what wheels are made of and nothing that two readers could take for
 * two different archives: members stand one after the other without gaps from
 * the first byte to the central directory, each is described twice in the same
 * words, and nothing follows the end record.
 *
 * Neither the archive nor a large member is ever in memory as a whole. */
#ifndef PYVENV_WHEEL_ZIP_H
#define PYVENV_WHEEL_ZIP_H

#include "arena.h"
#include "report.h"

#include <stdbool.h>
#include <stdint.h>

#define ZIP_MEMBERS_MAX 100000
#define ZIP_DIRECTORY_MAX ((uint64_t) 64 << 20)

struct zip_member {
  const char *name;             /* UTF-8, NUL-terminated, without NUL inside */
  uint64_t stored_size;
  uint64_t size;
  uint64_t offset;              /* of the local header */
  uint64_t data;                /* of the first stored byte */
  uint32_t crc;
  bool deflated;
  bool is_dir;                  /* the name ends with a slash */
  bool executable;
};

struct zip {
  int fd;                       /* the archive; not the zip's to close */
  uint64_t length;
  struct zip_member *members;   /* in the order of the central directory */
  size_t count;
  struct arena arena;
};

/* Reads the directory of the archive of LENGTH bytes that is open as FD, which must
 * stay open while ZIP is used.  Returns 0, or -1 with the reason in REPORT. */
int zip_read (struct zip *zip, int fd, uint64_t length, struct report *report);

void zip_release (struct zip *zip);

/* Inflates members; one per thread. */
struct zip_inflater;

/* Takes members of up to ROOM bytes, stored or not, as a whole, and others in
 * pieces.  NULL with errno. */
struct zip_inflater *zip_inflater_new (size_t room);
void zip_inflater_free (struct zip_inflater *inflater);

/* Takes the next LENGTH bytes of a member.  0, or -1 with the reason in the report
 * that it knows. */
typedef int zip_take (void *data, const void *bytes, size_t length);

/* Gives TAKE all `size` bytes of MEMBER in turn, and checks them against its CRC-32
 * and the size.  If they are wrong, what was taken is worth nothing.  0, or -1 with
 * the reason in REPORT, unless TAKE has failed. */
int zip_extract (struct zip_inflater *inflater, const struct zip *zip,
                 const struct zip_member *member, zip_take *take, void *data,
                 struct report *report);

/* The `size` bytes of MEMBER, with a NUL behind them, in ARENA; NULL with the reason
 * in REPORT, also where they are more than LIMIT. */
char *zip_extract_text (struct zip_inflater *inflater, const struct zip *zip,
                        const struct zip_member *member, struct arena *arena,
                        uint64_t limit, struct report *report);

#endif
