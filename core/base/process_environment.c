/* process_environment.c: what a child gets to see of our environment. */
#include <config.h>

#include "process.h"

#include "system.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether the variable at ENTRY ("NAME=value") is NAME, which may be written
 * "NAME=value" itself. */
static bool
process_is_variable (const char *entry, const char *name)
{
  size_t length = strcspn (name, "=");
  return strncmp (entry, name, length) == 0 && entry[length] == '=';
}

char **
process_environment (const char *const *drop, const char *const *set)
{
  size_t count = 0, set_count = 0;
  while (environ != NULL && environ[count] != NULL)
    count++;
  while (set != NULL && set[set_count] != NULL)
    set_count++;

  char **result = calloc (count + set_count + 1, sizeof *result);
  if (result == NULL)
    return NULL;

  size_t used = 0;
  for (size_t i = 0; i < count; i++)
    {
      bool keep = true;
      for (size_t j = 0; drop != NULL && drop[j] != NULL && keep; j++)
        keep = !process_is_variable (environ[i], drop[j]);
      for (size_t j = 0; j < set_count && keep; j++)
        keep = !process_is_variable (environ[i], set[j]);
      if (keep)
        result[used++] = environ[i];
    }
  for (size_t i = 0; i < set_count; i++)
    result[used++] = (char *) set[i];
  return result;
}
