/* interpreter_search.c: the candidates, in order.
 *
 * The folders of PATH are taken in order; the first interpreter that fits wins,
 * also for a range, where a newer one may stand further down: PATH is where
 * users say what they prefer.  Within one folder the names go from the special
 * to the general: python3.12, python3, python; for a range, python3, python,
 * and then python3.Y with falling Y.  Only the default looks for python3 in all
 * folders before it looks for python.  A name that says a version, as
 * "cpython3.12" or "pypy", is one of these only where no program has it. */
#include <config.h>

#include "cleanup.h"

#include "system.h"
#include "interpreter_private.h"

#include <stdio.h>
#include <string.h>

/* Names that are looked for in each folder. */
#define SEARCH_NAMES 7

/* Minor versions that a range finds: 3.0 to 3.99. */
#define SEARCH_MINORS 100

static const char *
search_path (void)
{
  const char *path = secure_getenv ("PATH");
  return path != NULL ? path : "/usr/local/bin:/usr/bin:/bin";
}

/* The names of programs NAME of the version SPEC, the special ones first. */
static bool
search_add_names (struct interpreter_search *search, const char *name,
                  const char **names, size_t *count)
{
  const struct spec *spec = &search->spec;
  struct arena *arena = &search->scratch;
  size_t first = *count;
  if (spec->free_threaded)
    names[(*count)++] = arena_format (arena, "%s%d.%dt", name,
                                      spec->numbers[0], spec->numbers[1]);
  if (spec->count > 1)
    names[(*count)++] = arena_format (arena, "%s%d.%d", name,
                                      spec->numbers[0], spec->numbers[1]);
  names[(*count)++] = arena_format (arena, "%s%d", name,
                                    spec->count > 0 ? spec->numbers[0] : 3);
  names[(*count)++] = name;
  for (size_t i = first; i < *count; i++)
    if (names[i] == NULL)
      return false;
  return true;
}

/* The names for SPEC; unused ones are NULL.  PyPy is not free-threaded. */
static bool
search_names (struct interpreter_search *search,
              const char *names[SEARCH_NAMES])
{
  const struct spec *spec = &search->spec;
  memset (names, 0, SEARCH_NAMES * sizeof names[0]);
  size_t count = 0;
  if (spec->kind == SPEC_NAME)
    {
      names[0] = spec->text;
      return true;
    }

  const char *own = spec->implementation;
  if (own != NULL && strcmp (own, "cpython") != 0 && !spec->free_threaded
      && !search_add_names (search, own, names, &count))
    return false;
  return search_add_names (search, "python", names, &count);
}

const char *
interpreter_search_names (struct interpreter_search *search)
{
  const char *names[SEARCH_NAMES];
  if (!search_names (search, names))
    return NULL;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < SEARCH_NAMES && names[i] != NULL; i++)
    {
      bool last = i + 1 == SEARCH_NAMES || names[i + 1] == NULL;
      text_addf (&text, "%s%s", i == 0 ? "" : last ? " or " : ", ", names[i]);
    }
  return arena_copy (&search->scratch, text_string (&text));
}

/* Tries NAME in FOLDER. */
static enum interpreter_verdict
search_try (struct interpreter_search *search, const char *folder,
            const char *name)
{
  const char *slash = string_ends_with (folder, "/") ? "" : "/";
  const char *path = arena_format (&search->scratch, "%s%s%s", folder, slash,
                                   name);
  if (path != NULL && strstr (folder, "..") != NULL)
    path = interpreter_tidy_path (&search->scratch, path);
  if (path == NULL)
    return interpreter_no_memory (search);
  return interpreter_try (search, path);
}

/* The Y of a name "python3.Y", with or without "t" behind it; else -1. */
static int
search_minor (const char *name, bool *free_threaded)
{
  if (!string_starts_with (name, "python3."))
    return -1;
  const char *digits = name + strlen ("python3.");
  size_t count = strspn (digits, "0123456789");
  *free_threaded = digits[count] == 't';
  if (count == 0 || count > 2 || digits[count + *free_threaded] != '\0')
    return -1;
  return count == 1 ? digits[0] - '0'
    : (digits[0] - '0') * 10 + digits[1] - '0';
}

/* Everything named python3.Y in FOLDER, the highest first. */
static enum interpreter_verdict
search_versions (struct interpreter_search *search, const char *folder)
{
  bool there[SEARCH_MINORS][2] = { { false } };
  CLEAN_DIR DIR *dir = opendir (folder);
  struct dirent *entry;
  while (dir != NULL && (entry = readdir (dir)) != NULL)
    {
      bool free_threaded;
      int minor = search_minor (entry->d_name, &free_threaded);
      if (minor >= 0)
        there[minor][free_threaded] = true;
    }

  enum interpreter_verdict verdict = INTERPRETER_REFUSED;
  for (int i = SEARCH_MINORS * 2 - 1;
       i >= 0 && verdict == INTERPRETER_REFUSED; i--)
    {
      char name[32];
      bool free_threaded = i % 2 == 0;
      snprintf (name, sizeof name, "python3.%d%s", i / 2,
                free_threaded ? "t" : "");
      if (there[i / 2][free_threaded])
        verdict = search_try (search, folder, name);
    }
  return verdict;
}

/* Tries NAMES in one folder after the other. */
static enum interpreter_verdict
search_folders (struct interpreter_search *search,
                const char *const names[], size_t count)
{
  enum interpreter_verdict verdict = INTERPRETER_REFUSED;
  const char *path = search_path ();
  for (bool more = true; more && verdict == INTERPRETER_REFUSED;)
    {
      /* An empty part is the working directory, as for execvp. */
      size_t length = strcspn (path, ":");
      const char *folder = length == 0 ? "."
        : arena_copy_bytes (&search->scratch, path, length);
      if (folder != NULL)
        folder = interpreter_absolute_path (&search->scratch, folder);
      if (folder == NULL && errno == ENOMEM)
        return interpreter_no_memory (search);

      /* There are no programs in a working directory that is gone. */
      for (size_t i = 0; folder != NULL && i < count && names[i] != NULL
           && verdict == INTERPRETER_REFUSED; i++)
        verdict = search_try (search, folder, names[i]);
      if (folder != NULL && verdict == INTERPRETER_REFUSED
          && search->spec.kind == SPEC_RANGE)
        verdict = search_versions (search, folder);

      more = path[length] == ':';
      path += length + more;
    }
  return verdict;
}

/* The path that was given, made absolute as Python does with argv[0]. */
static enum interpreter_verdict
search_given_path (struct interpreter_search *search)
{
  const char *path = interpreter_absolute_path (&search->scratch,
                                                search->spec.text);
  if (path == NULL && errno != ENOMEM)
    return interpreter_refuse (search, search->spec.text, "cannot be found from "
                               "the working directory: %s", strerror (errno));
  if (path != NULL)
    path = interpreter_tidy_path (&search->scratch, path);
  if (path == NULL)
    return interpreter_no_memory (search);
  return interpreter_try (search, path);
}

/* Tries a name that no program had as the version that it says. */
static enum interpreter_verdict
search_name_as_version (struct interpreter_search *search)
{
  const char *names[SEARCH_NAMES];
  search->spec.kind = SPEC_VERSION;
  enum interpreter_verdict verdict = search_names (search, names)
    ? search_folders (search, names, SEARCH_NAMES)
    : interpreter_no_memory (search);
  search->spec.kind = SPEC_NAME;
  return verdict;
}

enum interpreter_verdict
interpreter_search_run (struct interpreter_search *search)
{
  if (search->spec.kind == SPEC_PATH)
    return search_given_path (search);

  const char *names[SEARCH_NAMES];
  if (!search_names (search, names))
    return interpreter_no_memory (search);
  enum interpreter_verdict verdict;
  if (search->spec.kind != SPEC_DEFAULT)
    {
      verdict = search_folders (search, names, SEARCH_NAMES);
      return verdict == INTERPRETER_REFUSED && search->spec.is_version_too
        ? search_name_as_version (search) : verdict;
    }

  verdict = search_folders (search, &names[0], 1);
  return verdict == INTERPRETER_REFUSED
    ? search_folders (search, &names[1], 1) : verdict;
}
