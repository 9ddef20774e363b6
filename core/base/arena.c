/* arena.c: strings that live until the arena is released.
 *
 * Pieces are filled one after the other, so that the dozens of short paths of one
 * environment cost one or two calls of malloc.  Each is twice as large as the one
 * before, since who needs many strings needs more of them. */
#include <config.h>

#include "arena.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE_SIZE 4000
#define PIECE_SIZE_MAX 64000

struct arena_piece {
  struct arena_piece *next;
  size_t used, size;
  _Alignas (max_align_t) char bytes[];
};

void *
arena_zeroed (struct arena *arena, size_t size)
{
  size_t align = _Alignof (max_align_t);
  if (size > SIZE_MAX / 2)
    {
      errno = ENOMEM;
      return NULL;
    }
  size = (size + align - 1) / align * align;

  struct arena_piece *piece = arena->pieces;
  if (piece == NULL || piece->size - piece->used < size)
    {
      size_t room = piece == NULL ? PIECE_SIZE
        : piece->size > PIECE_SIZE_MAX / 2 ? PIECE_SIZE_MAX : piece->size * 2;
      if (room < size)
        room = size;
      piece = calloc (1, sizeof *piece + room);
      if (piece == NULL)
        return NULL;
      piece->size = room;
      piece->next = arena->pieces;
      arena->pieces = piece;
    }

  void *result = piece->bytes + piece->used;
  piece->used += size;
  return result;
}

const char *
arena_copy_bytes (struct arena *arena, const char *bytes, size_t length)
{
  char *copy = arena_zeroed (arena, length + 1);
  if (copy != NULL && length > 0)
    memcpy (copy, bytes, length);
  return copy;
}

const char *
arena_copy (struct arena *arena, const char *string)
{
  return arena_copy_bytes (arena, string, strlen (string));
}

const char *
arena_vformat (struct arena *arena, const char *fmt, va_list ap)
{
  va_list again;
  va_copy (again, ap);
  int length = vsnprintf (NULL, 0, fmt, again);
  va_end (again);
  if (length < 0)
    return NULL;

  char *copy = arena_zeroed (arena, (size_t) length + 1);
  if (copy != NULL)
    vsnprintf (copy, (size_t) length + 1, fmt, ap);
  return copy;
}

const char *
arena_format (struct arena *arena, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *result = arena_vformat (arena, fmt, ap);
  va_end (ap);
  return result;
}

void
arena_release (struct arena *arena)
{
  int saved = errno;
  while (arena->pieces != NULL)
    {
      struct arena_piece *piece = arena->pieces;
      arena->pieces = piece->next;
      free (piece);
    }
  errno = saved;
}
