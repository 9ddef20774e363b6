/* requirements.c: locks, requirements files and requirements. */
#include <config.h>

#include "requirements.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REQUIREMENTS_BLANKS " \t"
#define REQUIREMENTS_COMMAS REQUIREMENTS_BLANKS ","

/* The words of TEXT, which may be NULL, between any of SEPARATORS, as a malloc'd list
 * that ends with NULL; NULL after pyvenv_fail. */
static const char **
requirements_words (pyvenv_context *cx, const char *text,
                    const char *separators)
{
  const char *s = text != NULL ? text : "";
  const char **words = calloc (strlen (s) / 2 + 2, sizeof *words);
  size_t count = 0;
  if (words == NULL)
    {
      pyvenv_fail (cx, errno, "cannot read the keys");
      return NULL;
    }
  for (; *(s += strspn (s, separators)) != '\0'; s += strcspn (s, separators))
    {
      words[count] = pyvenv_format (cx, "%.*s", (int) strcspn (s, separators),
                                    s);
      if (words[count++] == NULL)
        {
          free (words);
          return NULL;
        }
    }
  return words;
}

/* pyvenv_check_requirements or pyvenv_install_requirements. */
typedef int requirements_call (pyvenv_context *cx,
                               const struct pyvenv_requirements *what);

static int
requirements_do (pyvenv_context *cx, const struct requirements_keys *keys,
                 bool only_pinned, requirements_call *call)
{
  const char **install = requirements_words (cx, keys->install,
                                             REQUIREMENTS_BLANKS);
  const char **extras = requirements_words (cx, keys->extras,
                                            REQUIREMENTS_COMMAS);
  const char **groups = requirements_words (cx, keys->groups,
                                            REQUIREMENTS_COMMAS);
  const struct pyvenv_requirements what = {
    .struct_size = sizeof what,
    .flags = (keys->no_deps ? PYVENV_REQUIREMENTS_NO_DEPS : 0)
      | (keys->only_wheels ? PYVENV_REQUIREMENTS_ONLY_WHEELS : 0)
      | (keys->refresh ? PYVENV_REQUIREMENTS_REFRESH : 0)
      | (only_pinned ? PYVENV_REQUIREMENTS_ONLY_PINNED : 0),
    .files = keys->files, .extras = extras, .groups = groups,
    .requirements = install, .max_age = keys->max_age,
    .write_lock = keys->write_lock
  };
  int result = install != NULL && extras != NULL && groups != NULL
    ? call (cx, &what) : -1;
  free (install);
  free (extras);
  free (groups);
  return result;
}

int
requirements_check (pyvenv_context *cx, const struct requirements_keys *keys,
                    bool only_pinned)
{
  return keys->count == 0 && keys->write_lock == NULL ? 0
    : requirements_do (cx, keys, only_pinned, pyvenv_check_requirements);
}

int
requirements_install (pyvenv_context *cx, const struct requirements_keys *keys,
                      bool only_pinned)
{
  return keys->count == 0 && keys->install == NULL ? 0
    : requirements_do (cx, keys, only_pinned, pyvenv_install_requirements);
}
