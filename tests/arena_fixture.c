/* arena_fixture.c: memory of the test that runs. */
#include <config.h>

#include "tests/arena_fixture.h"

struct arena arena;

int
arena_teardown (void **state)
{
  (void) state;
  arena_release (&arena);
  return 0;
}
