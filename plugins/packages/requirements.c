/* requirements.c: locks and requirements files. */
#include <config.h>

#include "requirements.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REQUIREMENTS_BLANKS " \t,"

/* The names in TEXT, which may be NULL, as a malloc'd list that ends with NULL;
 * NULL after pyvenv_fail. */
static const char **
requirements_names (pyvenv_context *cx, const char *text)
{
  const char *s = text != NULL ? text : "";
  const char **names = calloc (strlen (s) / 2 + 2, sizeof *names);
  size_t count = 0;
  if (names == NULL)
    {
      pyvenv_fail (cx, errno, "cannot read the keys");
      return NULL;
    }
  for (; *(s += strspn (s, REQUIREMENTS_BLANKS)) != '\0';
       s += strcspn (s, REQUIREMENTS_BLANKS))
    {
      size_t length = strcspn (s, REQUIREMENTS_BLANKS);
      names[count] = pyvenv_format (cx, "%.*s", (int) length, s);
      if (names[count++] == NULL)
        {
          free (names);
          return NULL;
        }
    }
  return names;
}

/* The pip of the environment reads locks: it is 26.1 or later. */
static bool
requirements_pip_reads_locks (pyvenv_context *cx)
{
  bool result = false;
  DIR *dir = opendir (pyvenv_site_dir (cx));
  struct dirent *entry;
  while (dir != NULL && (entry = readdir (dir)) != NULL)
    if (strncmp (entry->d_name, "pip-", 4) == 0)
      {
        char *rest;
        unsigned long major = strtoul (entry->d_name + 4, &rest, 10);
        unsigned long minor = *rest == '.' ? strtoul (rest + 1, NULL, 10) : 0;
        result = result || major > 26 || (major == 26 && minor >= 1);
      }
  if (dir != NULL)
    closedir (dir);
  return result;
}

static bool
requirements_is_lock (const char *file)
{
  const char *name = strrchr (file, '/') + 1;
  size_t length = strlen (name);
  return strncmp (name, "pylock.", 7) == 0 && length > 5
    && strcmp (name + length - 5, ".toml") == 0;
}

/* FILE is up to pip, for the recorded reason: whether that may be.  RESULT is
 * PYVENV_NEEDS_*.  Clears the error, or answers -1 with another. */
static int
requirements_allow_pip (pyvenv_context *cx,
                        const struct requirements_keys *keys, const char *file,
                        int result)
{
  unsigned options = pyvenv_options (cx);
  const char *reason = pyvenv_format (cx, "%s", pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  if (reason == NULL)
    return -1;
  if (result == PYVENV_NEEDS_BUILD && keys->only_wheels)
    return pyvenv_fail (cx, 0, "only-wheels: %s", reason);
  if ((options & PYVENV_WITHOUT_PIP) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "'requirements' needs pip,"
                           " which --without-pip leaves out: %s", reason);
  if ((options & PYVENV_OFFLINE) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: '%s' is left"
                           " to pip, which may use the network: %s", file,
                           reason);
  if (requirements_is_lock (file)
      && (keys->extras != NULL || keys->groups != NULL))
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "'extras' and 'groups' are"
                           " nothing that pip knows of a lock, and it is left to"
                           " pip: %s", reason);
  pyvenv_debug (cx, "'%s' is left to pip: %s", file, reason);
  return 0;
}

/* An option of pyvenv_check_requirements and pyvenv_install_requirements. */
typedef int requirements_call (pyvenv_context *cx, const char *path,
                               const struct pyvenv_requirements *options);

/* Calls CALL for each file.  Those that are up to pip, and may be, come into
 * LEFT. */
static int
requirements_each (pyvenv_context *cx, const struct requirements_keys *keys,
                   requirements_call *call, struct requirements_left *left)
{
  const char **extras = requirements_names (cx, keys->extras);
  const char **groups = requirements_names (cx, keys->groups);
  left->count = 0;
  left->files = calloc (keys->count + 1, sizeof *left->files);
  int result = extras != NULL && groups != NULL ? 0 : -1;
  if (result == 0 && left->files == NULL)
    result = pyvenv_fail (cx, errno, "cannot read the keys");
  const struct pyvenv_requirements options = {
    sizeof options, keys->no_deps ? PYVENV_REQUIREMENTS_NO_DEPS : 0,
    extras, groups
  };
  for (size_t i = 0; result == 0 && i < keys->count; i++)
    {
      int answer = call (cx, keys->files[i], &options);
      if (answer > 0)
        {
          result = requirements_allow_pip (cx, keys, keys->files[i], answer);
          left->files[left->count++] = keys->files[i];
        }
      else
        result = answer;
    }
  free (extras);
  free (groups);
  return result;
}

int
requirements_check (pyvenv_context *cx, const struct requirements_keys *keys)
{
  struct requirements_left left;
  int result = requirements_each (cx, keys, pyvenv_check_requirements, &left);
  free (left.files);
  return result;
}

int
requirements_install (pyvenv_context *cx, const struct requirements_keys *keys,
                      struct requirements_left *left)
{
  *left = (struct requirements_left) { NULL, 0 };
  if (keys->count == 0)
    return 0;
  int result = requirements_each (cx, keys, pyvenv_install_requirements, left);
  for (size_t i = 0; result == 0 && i < left->count; i++)
    if (requirements_is_lock (left->files[i])
        && !requirements_pip_reads_locks (cx))
      result = pyvenv_fail (cx, 0, "'%s' names what has to be built, and only pip"
                            " 26.1 or later can build from a lock",
                            left->files[i]);
  return result;
}
