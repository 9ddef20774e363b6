/* interpreter_base.c: from an environment's interpreter to that of its base.
 *
 * The rules are those of getpath in Python 3.11 and later.  Earlier versions
 * chained environments to environments; that is nothing to imitate, since the
 * inner one then breaks with the outer one. */
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

/* As many environments may be made from one another. */
#define BASE_DEPTH 16

/* The folder that PATH, absolute, lies in. */
static const char *
base_folder (struct arena *arena, const char *path)
{
  const char *slash = strrchr (path, '/');
  if (slash == NULL || slash == path)
    return "/";
  return arena_copy_bytes (arena, path, (size_t) (slash - path));
}

static const char *
base_name (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash != NULL ? slash + 1 : path;
}

/* The key `home` of FOLDER/pyvenv.cfg, of which the first counts; "" where there
 * is no such file or key.  NULL with errno on out of memory. */
static const char *
base_read_home (struct arena *arena, const char *folder)
{
  const char *path = arena_format (arena, "%s/pyvenv.cfg", folder);
  if (path == NULL)
    return NULL;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return "";

  char bytes[BASE_CFG_SIZE];
  ssize_t length = read (fd, bytes, sizeof bytes);
  if (length < 0)
    return "";

  const char *at = bytes;
  struct cfg_piece piece;
  while (cfg_next (&at, bytes + length, &piece))
    if (piece.key_length == 4 && strncasecmp (piece.key, "home", 4) == 0
        && piece.value_length > 0)
      return piece.value[0] != '/' ? ""
             : arena_copy_bytes (arena, piece.value, piece.value_length);
  return "";
}

/* The home of the environment that PATH is the interpreter of, "" where it is
 * of none: pyvenv.cfg lies beside it or one level above. */
static const char *
base_home (struct arena *arena, const char *path)
{
  const char *folder = base_folder (arena, path);
  const char *home = folder != NULL ? base_read_home (arena, folder) : NULL;
  if (home == NULL || home[0] != '\0')
    return home;

  const char *above = base_folder (arena, folder);
  return above != NULL ? base_read_home (arena, above) : NULL;
}

static bool
base_is_file (const char *path)
{
  struct stat status;
  return stat (path, &status) == 0 && S_ISREG (status.st_mode);
}

/* The highest pythonX.Y in FOLDER: the running version is not known here, and
 * where there are several, python3 is among them. */
static const char *
base_versioned (struct arena *arena, const char *folder)
{
  for (int minor = 40; minor > 0; minor--)
    {
      const char *path = arena_format (arena, "%s/python3.%d", folder, minor);
      if (path == NULL || base_is_file (path))
        return path;
    }
  errno = ENOENT;
  return NULL;
}

/* What an environment of copies was made from: the same name in HOME, or where
 * the base has no such name, python3, or pythonX.Y. */
static const char *
base_in_home (struct arena *arena, const char *home, const char *name,
              const char **missing)
{
  const char *names[] = { name, "python3" };
  for (size_t i = 0; i < 2; i++)
    {
      const char *path = arena_format (arena, "%s/%s", home, names[i]);
      if (path == NULL || base_is_file (path))
        return path;
      if (i == 0)
        *missing = path;
    }
  return base_versioned (arena, home);
}

/* One step: from the interpreter of an environment to what it was made from,
 * which may be in an environment itself. */
static const char *
base_step (struct arena *arena, const char *path, const char *home,
           const char **missing)
{
  CLEAN_FREE char *real = realpath (path, NULL);
  if (real != NULL && strcmp (real, path) != 0)
    {
      /* A link inside one environment, "python3 -> python", says nothing, and
       * neither does an environment below a linked folder. */
      const char *there = base_home (arena, real);
      if (there == NULL)
        return NULL;
      if (strcmp (there, home) != 0)
        return arena_copy (arena, real);
    }
  return base_in_home (arena, home, base_name (path), missing);
}

const char *
interpreter_base (struct arena *arena, const char *path, const char **missing)
{
  *missing = path;
  for (int depth = 0; depth < BASE_DEPTH; depth++)
    {
      const char *home = base_home (arena, path);
      if (home == NULL || home[0] == '\0')
        return home == NULL ? NULL : path;
      path = base_step (arena, path, home, missing);
      if (path == NULL)
        return NULL;
    }
  errno = ELOOP;
  return NULL;
}

const char *
interpreter_absolute_path (struct arena *arena, const char *path)
{
  if (path[0] == '/')
    return path;
  CLEAN_FREE char *cwd = getcwd (NULL, 0);
  if (cwd == NULL)
    return NULL;
  return arena_format (arena, "%s/%s", strcmp (cwd, "/") == 0 ? "" : cwd, path);
}

/* PATH, absolute, with its parts taken literally. */
static const char *
base_plain_path (struct arena *arena, const char *path)
{
  char *plain = arena_zeroed (arena, strlen (path) + 2);
  if (plain == NULL)
    return NULL;

  char *end = plain;
  while (*path != '\0')
    {
      path += strspn (path, "/");
      size_t length = strcspn (path, "/");
      if (length == 2 && path[0] == '.' && path[1] == '.')
        {
          while (end > plain && *--end != '/')
            ;
        }
      else if (length > 0 && !(length == 1 && path[0] == '.'))
        {
          *end++ = '/';
          memcpy (end, path, length);
          end += length;
        }
      path += length;
    }
  if (end == plain)
    *end++ = '/';
  *end = '\0';
  return plain;
}

const char *
interpreter_tidy_path (struct arena *arena, const char *path)
{
  if (strstr (path, "/.") == NULL && strstr (path, "//") == NULL)
    return path;
  const char *plain = base_plain_path (arena, path);
  if (plain == NULL)
    return NULL;

  /* "link/.." is not where the link lies. */
  struct stat as_given, as_plain;
  if (strstr (path, "..") == NULL
      || (stat (path, &as_given) == 0 && stat (plain, &as_plain) == 0
          && file_is_same (&as_given, &as_plain)))
    return plain;
  return path;
}
