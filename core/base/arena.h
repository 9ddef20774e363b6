/* arena.h: strings that live until the arena is released. */
#ifndef PYVENV_ARENA_H
#define PYVENV_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena {
  struct arena_piece *pieces;
};

/* Zeroed memory, aligned for any type.  NULL with errno on out of memory, as
 * all functions here. */
void *arena_zeroed (struct arena *arena, size_t size);

const char *arena_copy (struct arena *arena, const char *string);
const char *arena_copy_bytes (struct arena *arena, const char *bytes,
                              size_t length);
const char *arena_format (struct arena *arena, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));
const char *arena_vformat (struct arena *arena, const char *fmt, va_list ap)
  __attribute__ ((format (printf, 2, 0)));

void arena_release (struct arena *arena);
#define CLEAN_ARENA __attribute__ ((cleanup (arena_release)))

#endif
