/* nearest.c: the name that was probably meant where one is unknown. */
#include <config.h>

#include "nearest.h"

#include <string.h>

/* Longer names are not compared. */
#define NEAREST_LENGTH 63

static unsigned
nearest_least (unsigned a, unsigned b)
{
  return a < b ? a : b;
}

/* How many letters have to be added, left out, replaced or swapped with their
 * neighbour to make one of the other (optimal string alignment), by rows of
 * which the last three are kept.  Both have at most NEAREST_LENGTH bytes. */
static unsigned
nearest_distance (const char *a, const char *b)
{
  unsigned rows[3][NEAREST_LENGTH + 1];
  size_t width = strlen (b);
  for (size_t j = 0; j <= width; j++)
    rows[0][j] = (unsigned) j;

  size_t i = 0;
  for (; a[i] != '\0'; i++)
    {
      const unsigned *before = rows[(i + 2) % 3], *above = rows[i % 3];
      unsigned *row = rows[(i + 1) % 3];
      row[0] = (unsigned) i + 1;
      for (size_t j = 0; j < width; j++)
        {
          row[j + 1] = nearest_least (above[j] + (a[i] != b[j]),
                                      nearest_least (above[j + 1], row[j]) + 1);
          if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
            row[j + 1] = nearest_least (row[j + 1], before[j - 1] + 1);
        }
    }
  return rows[i % 3][width];
}

/* One slip in a short name, and one more for each five letters. */
static unsigned
nearest_limit (size_t length)
{
  return length < 2 ? 0 : 1 + (unsigned) length / 5;
}

void
nearest_offer (struct nearest *nearest, const char *name)
{
  size_t length = strlen (nearest->wanted);
  if (length > NEAREST_LENGTH || strlen (name) > NEAREST_LENGTH)
    return;
  unsigned distance = nearest_distance (nearest->wanted, name);
  if (distance > nearest_limit (length)
      || (nearest->best != NULL && distance >= nearest->distance))
    return;
  nearest->best = name;
  nearest->distance = distance;
}

const char *
nearest_question (struct arena *arena, const struct nearest *nearest)
{
  const char *question = nearest->best == NULL ? ""
    : arena_format (arena, "did you mean '%s'? ", nearest->best);
  return question != NULL ? question : "";
}
