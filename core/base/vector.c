/* vector.c: arrays that grow. */
#include <config.h>

#include "vector.h"

#include <errno.h>
#include <stdint.h>

/* The first piece of memory holds about so many bytes of items. */
enum { VECTOR_FIRST_BYTES = 128 };

/* How many items to have room for: twice as many as now, so that adding one at
 * a time costs a constant number of copies each.  0 where that is too many. */
static size_t
vector_room (size_t room, size_t count, size_t more, size_t size)
{
  size_t most = SIZE_MAX / 2 / size;
  if (more > most || count > most - more)
    return 0;
  size_t first = size < VECTOR_FIRST_BYTES / 4 ? VECTOR_FIRST_BYTES / size : 4;
  size_t wanted = room == 0 ? first : room < most / 2 ? room * 2 : most;
  return wanted > count + more ? wanted : count + more;
}

void *
vector_grow (struct arena *arena, void *items, size_t *room, size_t count,
             size_t more, size_t size)
{
  size_t wanted = vector_room (*room, count, more, size);
  if (wanted == 0)
    {
      errno = ENOMEM;
      return NULL;
    }

  void *grown = arena != NULL ? arena_zeroed (arena, wanted * size)
    : realloc (items, wanted * size);
  if (grown == NULL)
    return NULL;
  if (arena != NULL && count > 0)
    memcpy (grown, items, count * size);
  *room = wanted;
  return grown;
}

void
vector_release (struct arena *arena, void *items)
{
  int saved = errno;
  if (arena == NULL)
    free (items);
  errno = saved;
}
