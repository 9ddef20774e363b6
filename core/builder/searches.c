/* searches.c: what the searches for wheels of one builder share.
 *
 * The library keeps it for index.so, since it lives as long as the builder. */
#include <config.h>

#include "builder.h"
#include "modules.h"

bool
searches_init (struct search_state *searches)
{
  *searches = (struct search_state) { .failed = NULL };
  if (pthread_mutex_init (&searches->turn, NULL) != 0)
    return false;
  if (pthread_mutex_init (&searches->lock, NULL) == 0)
    return true;
  pthread_mutex_destroy (&searches->turn);
  return false;
}

void
searches_begin_run (struct search_state *searches)
{
  arena_release (&searches->arena);
  searches->failed = NULL;
  searches->written = (struct string_vector) { .arena = &searches->arena };
  searches->answers = NULL;
}

void
searches_release (struct search_state *searches)
{
  searches_begin_run (searches);
  pthread_mutex_destroy (&searches->turn);
  pthread_mutex_destroy (&searches->lock);
}
