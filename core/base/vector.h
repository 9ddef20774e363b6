/* vector.h: arrays that grow, typed by a macro. */
#ifndef PYVENV_VECTOR_H
#define PYVENV_VECTOR_H

#include "arena.h"

#include <stdlib.h>
#include <string.h>

/* Room for COUNT + MORE items of SIZE bytes, of which ITEMS has COUNT; *ROOM
 * is how many fit and is updated.  With ARENA the items live there; without,
 * they are malloc'd.  Returns where the items are now, or NULL with errno
 * ENOMEM, and then ITEMS and *ROOM are as they were.  Only for the macro
 * below. */
void *vector_grow (struct arena *arena, void *items, size_t *room,
                   size_t count, size_t more, size_t size);

/* Defines struct NAME, an array of TYPE, and its functions:
 *
 *   int NAME_append (struct NAME *vector, TYPE item);
 *     Adds a copy of ITEM.  0, or -1 with errno ENOMEM.
 *   int NAME_reserve (struct NAME *vector, size_t more);
 *     The next MORE calls of NAME_append cannot fail.  0, or -1 with ENOMEM.
 *   void NAME_release (struct NAME *vector);
 *     Frees the array, not what its items point to, and keeps errno.
 *
 * A vector begins as { 0 }, or as { .arena = ARENA }, and then its items live
 * as long as the arena and need not be released.  Users read ITEMS and COUNT,
 * and may lower COUNT; the functions own the rest.  ITEMS is NULL while
 * nothing was added, and moves when the vector grows. */
#define DEFINE_VECTOR(NAME, TYPE)                                             \
  struct NAME {                                                               \
    TYPE *items;                                                              \
    size_t count;                                                             \
    size_t room;                                                              \
    struct arena *arena;                                                      \
  };                                                                          \
                                                                              \
  __attribute__ ((unused)) static inline int                                  \
  NAME##_reserve (struct NAME *vector, size_t more)                           \
  {                                                                           \
    if (more <= vector->room - vector->count)                                 \
      return 0;                                                               \
    void *items = vector_grow (vector->arena, (void *) vector->items,         \
                               &vector->room, vector->count, more,            \
                               sizeof (TYPE));                                \
    if (items == NULL)                                                        \
      return -1;                                                              \
    vector->items = items;                                                    \
    return 0;                                                                 \
  }                                                                           \
                                                                              \
  __attribute__ ((unused)) static inline int                                  \
  NAME##_append (struct NAME *vector, TYPE item)                              \
  {                                                                           \
    if (NAME##_reserve (vector, 1) != 0)                                      \
      return -1;                                                              \
    vector->items[vector->count++] = item;                                    \
    return 0;                                                                 \
  }                                                                           \
                                                                              \
  __attribute__ ((unused)) static inline void                                 \
  NAME##_release (struct NAME *vector)                                        \
  {                                                                           \
    vector_release (vector->arena, (void *) vector->items);                   \
    *vector = (struct NAME) { .arena = vector->arena };                       \
  }                                                                           \
                                                                              \
  struct NAME

/* Frees ITEMS unless they live in ARENA.  Only for the macro above. */
void vector_release (struct arena *arena, void *items);

/* The plainest one: strings that others own. */
DEFINE_VECTOR (string_vector, const char *);

#endif
