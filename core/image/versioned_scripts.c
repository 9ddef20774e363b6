/* versioned_scripts.c: scripts with the version of Python in their names. */
#include <config.h>

#include "versioned_scripts.h"

#include "text.h"

#include <string.h>

/* NAME is STEM, or STEM and SEPARATOR and digits with at most one dot. */
static bool
versioned_scripts_is_of_kind (const char *name, const char *stem,
                              const char *separator)
{
  if (!string_starts_with (name, stem))
    return false;
  name += strlen (stem);
  if (*name == '\0')
    return true;
  if (!string_starts_with (name, separator))
    return false;
  name += strlen (separator);
  size_t digits = strspn (name, "0123456789");
  name += digits;
  if (digits > 0 && *name == '.')
    {
      name++;
      digits = strspn (name, "0123456789");
      name += digits;
    }
  return digits > 0 && *name == '\0';
}

/* Replaces all of STEM's kind in LIST, if STEM itself is there, by the NAMES,
 * which end with NULL. */
static int
versioned_scripts_replace (struct entry_points *list, const char *stem,
                           const char *separator, const char *const *names)
{
  struct entry_point model = { NULL, NULL, NULL };
  for (size_t i = 0; i < list->count; i++)
    if (strcmp (list->items[i].name, stem) == 0)
      model = list->items[i];
  if (model.name == NULL)
    return 0;

  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (!versioned_scripts_is_of_kind (list->items[i].name, stem, separator))
      list->items[kept++] = list->items[i];
  list->count = kept;

  for (size_t i = 0; names[i] != NULL; i++)
    {
      model.name = names[i];
      if (entry_points_append (list, model) != 0)
        return -1;
    }
  return 0;
}

int
versioned_scripts_make (struct entry_points *ret, struct arena *arena,
                        const struct entry_points *declared, int major,
                        int minor)
{
  *ret = (struct entry_points) { .arena = arena };
  for (size_t i = 0; i < declared->count; i++)
    if (entry_points_append (ret, declared->items[i]) != 0)
      return -1;

  const char *pip[] = {
    "pip", arena_format (arena, "pip%d", major),
    arena_format (arena, "pip%d.%d", major, minor), NULL
  };
  const char *easy_install[] = {
    "easy_install", arena_format (arena, "easy_install-%d.%d", major, minor),
    NULL
  };
  if (pip[1] == NULL || pip[2] == NULL || easy_install[1] == NULL)
    return -1;
  if (versioned_scripts_replace (ret, "pip", "", pip) != 0)
    return -1;
  return versioned_scripts_replace (ret, "easy_install", "-", easy_install);
}
