/* harvest.h: bytecode that the base interpreter already has.
 *
 * A base interpreter often has the same pip installed, with bytecode that is
 * valid for the very same sources. */
#ifndef PYVENV_HARVEST_H
#define PYVENV_HARVEST_H

#include "layout.h"

struct harvest {
  int roots[2];                 /* folders like site-packages, or -1 */
  unsigned char magic[4];
  size_t header;                /* length of the header of a .pyc file */
  bool usable;
};

void harvest_open (struct harvest *harvest, const struct image_target *target);

void harvest_close (struct harvest *harvest);

/* The time of a source, nanoseconds since 1970, as Python writes it into the
 * header of bytecode: whole seconds of a floating-point number
 * (os.stat().st_mtime), which is the next second for the last hundred
 * nanoseconds of one. */
int64_t harvest_time (int64_t mtime_ns);

/* Bytecode for SOURCE, whose contents are BYTES, with the header that fits its
 * time in the image; the caller frees it.  NULL where there is none. */
char *harvest_find (const struct harvest *harvest,
                    const struct layout_file *source, const char *bytes,
                    const struct layout_file *bytecode, size_t *length);

#endif
