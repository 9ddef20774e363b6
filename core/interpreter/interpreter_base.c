/* interpreter_base.c: from an environment's interpreter to that of its base.
 *
 * The rules are those of getpath in Python 3.11 and later, where they are right:
 * by the name of the running program alone, an environment of copies would
 * often lead to another version in the same folder.  Earlier versions chained
 * environments to environments; that is nothing to imitate, since the inner one
 * then breaks with the outer one. */
#include <config.h>

#include "cfg.h"
#include "cleanup.h"
#include "file.h"
#include "interpreter_private.h"

#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* More than any pyvenv.cfg; what lies beyond is not read. */
#define BASE_CFG_SIZE 16384

static const char *
base_name (const char *path)
{
  return strrchr (path, '/') + 1;
}

/* ---- pyvenv.cfg ------------------------------------------------------ */

static bool
base_is_key (const struct cfg_piece *piece, const char *key)
{
  return piece->key_length == strlen (key)
    && strncasecmp (piece->key, key, piece->key_length) == 0;
}

/* Reads "3.12" and whatever follows. */
static void
base_take_version (const char *value, struct interpreter_outer *ret)
{
  char *end;
  long major = strtol (value, &end, 10);
  long minor = *end == '.' ? strtol (end + 1, &end, 10) : -1;
  if (major > 0 && major < 100 && minor >= 0 && minor < 1000)
    {
      ret->major = (int) major;
      ret->minor = (int) minor;
    }
}

/* Takes in one line; the first of each key counts.  The keys are those of venv,
 * and where it has none, of virtualenv and uv. */
static bool
base_take (struct arena *arena, const struct cfg_piece *piece,
           struct interpreter_outer *ret)
{
  const char *value = arena_copy_bytes (arena, piece->value,
                                        piece->value_length);
  if (value == NULL)
    return false;
  if (base_is_key (piece, "home") && ret->home == NULL && *value != '\0')
    ret->home = value;
  else if ((base_is_key (piece, "executable")
            || base_is_key (piece, "base-executable"))
           && ret->executable == NULL && *value == '/')
    ret->executable = value;
  else if ((base_is_key (piece, "version")
            || base_is_key (piece, "version_info")) && ret->major == 0)
    base_take_version (value, ret);
  return true;
}

/* Reads FOLDER/pyvenv.cfg.  Returns 1; 0 where there is no such file, or no key
 * `home` in it; or -1 with errno on out of memory. */
static int
base_read_folder (struct arena *arena, const char *folder,
                  struct interpreter_outer *ret)
{
  *ret = (struct interpreter_outer) { .folder = folder };
  const char *path = arena_format (arena, "%s/pyvenv.cfg", folder);
  if (path == NULL)
    return -1;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return 0;

  char bytes[BASE_CFG_SIZE];
  ssize_t length = read (fd, bytes, sizeof bytes);
  if (length < 0)
    return 0;

  const char *at = bytes;
  struct cfg_piece piece;
  while (cfg_next (&at, bytes + length, &piece))
    if (!base_take (arena, &piece, ret))
      return -1;
  return ret->home != NULL && ret->home[0] == '/';
}

int
interpreter_base_read (struct arena *arena, const char *path,
                       struct interpreter_outer *ret)
{
  const char *folder = interpreter_folder (arena, path);
  int result = folder != NULL ? base_read_folder (arena, folder, ret) : -1;
  if (result != 0)
    return result;
  const char *above = interpreter_folder (arena, folder);
  return above != NULL ? base_read_folder (arena, above, ret) : -1;
}

/* ---- Candidates ------------------------------------------------------ */

/* Puts PATH into LIST, unless it is no file, the interpreter of the environment
 * itself, or there already. */
static void
base_add (struct interpreter_bases *list, const char *path, const char *own)
{
  struct stat status, other;
  if (stat (path, &status) < 0 || !S_ISREG (status.st_mode)
      || (stat (own, &other) == 0 && file_is_same (&status, &other)))
    return;
  for (size_t i = 0; i < list->count; i++)
    if (strcmp (list->paths[i], path) == 0)
      return;
  list->paths[list->count++] = path;
}

/* Moves the first that is the file PATH to the front. */
static void
base_prefer (struct interpreter_bases *list, const char *path)
{
  struct stat status, other;
  if (stat (path, &status) < 0)
    return;
  for (size_t i = 0; i < list->count; i++)
    if (stat (list->paths[i], &other) == 0 && file_is_same (&status, &other))
      {
        const char *first = list->paths[i];
        memmove (&list->paths[1], &list->paths[0], i * sizeof list->paths[0]);
        list->paths[0] = first;
        return;
      }
}

/* The highest pythonX.Y in FOLDER, for an environment that does not say its
 * version. */
static const char *
base_versioned (struct arena *arena, const char *folder)
{
  struct stat status;
  for (int minor = 40; minor > 0; minor--)
    {
      const char *path = arena_format (arena, "%s/python3.%d", folder, minor);
      if (path == NULL || stat (path, &status) == 0)
        return path;
    }
  return arena_format (arena, "%s/python3", folder);
}

/* What an environment of copies may have been made from: in its home the name
 * that runs and python3, as venv has it, then the name of the base and pythonX.Y;
 * and the base wherever it is.  What the key `executable` names comes first,
 * since it alone is no guess; it names a copy where environments were made from
 * one another. */
static int
base_list_copies (struct arena *arena, const char *path,
                  const struct interpreter_outer *outer,
                  struct interpreter_bases *ret)
{
  const char *home = outer->home, *executable = outer->executable;
  struct interpreter_outer inner;
  int inside = executable == NULL ? 1
    : interpreter_base_read (arena, executable, &inner);
  if (inside != 0)
    executable = NULL;

  const char *names[] = {
    base_name (path), "python3",
    executable != NULL ? base_name (executable) : "python3",
  };
  const char *versioned = outer->major > 0
    ? arena_format (arena, "%s/python%d.%d", home, outer->major, outer->minor)
    : base_versioned (arena, home);
  if (inside < 0 || versioned == NULL)
    return -1;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *file = arena_format (arena, "%s/%s", home, names[i]);
      if (file == NULL)
        return -1;
      if (i == 0)
        ret->missing = file;
      base_add (ret, file, path);
    }
  base_add (ret, versioned, path);
  const char *threaded = arena_format (arena, "%st", versioned);
  if (threaded == NULL)
    return -1;
  base_add (ret, threaded, path);
  if (executable != NULL)
    {
      base_prefer (ret, executable);
      base_add (ret, executable, path);
    }
  return 0;
}

int
interpreter_base_list (struct arena *arena, const char *path,
                       const struct interpreter_outer *outer,
                       struct interpreter_bases *ret)
{
  *ret = (struct interpreter_bases) { .missing = path };
  CLEAN_FREE char *real = realpath (path, NULL);
  if (real != NULL && strcmp (real, path) != 0)
    {
      /* A link inside one environment, "python3 -> python", says nothing, and
       * neither does an environment below a linked folder. */
      struct interpreter_outer there;
      int inside = interpreter_base_read (arena, real, &there);
      if (inside < 0)
        return -1;
      if (inside == 0 || strcmp (there.home, outer->home) != 0)
        {
          ret->linked = true;
          ret->paths[ret->count++] = arena_copy (arena, real);
          return ret->paths[0] != NULL ? 0 : -1;
        }
    }
  return base_list_copies (arena, path, outer, ret);
}
