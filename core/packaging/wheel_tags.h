/* wheel_tags.h: the compatibility tags that an interpreter takes, in its order
 * of preference (PEP 425 and the packaging specification "Platform
 * compatibility tags"). */
#ifndef PYVENV_WHEEL_TAGS_H
#define PYVENV_WHEEL_TAGS_H

#include "arena.h"
#include "wheel_name.h"

#include <stdbool.h>
#include <stddef.h>

/* One interpreter and ABI; wheels for it are for any of the platforms, or for
 * the platform "any" alone. */
struct wheel_tags_pair {
  const char *python;           /* "cp313", "py3" */
  const char *abi;              /* "cp313", "abi3", "none" */
  bool any_platform;
};

/* All tags: each pair with each platform, the pairs first in order.  Strings and
 * arrays are the arena's of whoever made them. */
struct wheel_tags {
  const struct wheel_tags_pair *pairs;
  size_t pair_count;
  const char *const *platforms; /* "manylinux_2_36_x86_64", ..., "linux_x86_64" */
  size_t platform_count;
};

/* How well the wheel NAME fits: 0 not at all, else the more the better.  Its tags
 * may be compressed sets ("py2.py3"); the best of them counts.  Case is ignored. */
unsigned wheel_tags_rank (const struct wheel_tags *tags,
                          const struct wheel_name *name);

/* How many tags there are. */
size_t wheel_tags_count (const struct wheel_tags *tags);

/* Tag number INDEX, counted from the best, as "cp313-cp313-linux_x86_64"; it
 * lives in ARENA.  NULL with errno on out of memory. */
const char *wheel_tags_get (const struct wheel_tags *tags, size_t index,
                            struct arena *arena);

/* A few of the tags, for messages: "cp313-cp313-linux_x86_64, ..., py30-none-any";
 * it lives in ARENA.  NULL with errno on out of memory. */
const char *wheel_tags_describe (const struct wheel_tags *tags,
                                 struct arena *arena);

#endif
