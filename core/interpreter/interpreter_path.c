/* interpreter_path.c: the path of an interpreter as text. */
#include <config.h>

#include "cleanup.h"
#include "file.h"
#include "interpreter_private.h"

#include <string.h>
#include <sys/stat.h>

const char *
interpreter_folder (struct arena *arena, const char *path)
{
  const char *slash = strrchr (path, '/');
  if (slash == NULL || slash == path)
    return "/";
  return arena_copy_bytes (arena, path, (size_t) (slash - path));
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
path_plain (struct arena *arena, const char *path)
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

/* PATH with its folder as the system knows it, since the text says something
 * else; PATH where there is no such folder. */
static const char *
path_in_real_folder (struct arena *arena, const char *path)
{
  const char *folder = interpreter_folder (arena, path);
  if (folder == NULL)
    return NULL;
  CLEAN_FREE char *real = realpath (folder, NULL);
  return real == NULL ? path
    : arena_format (arena, "%s%s", strcmp (real, "/") == 0 ? "" : real,
                    strrchr (path, '/'));
}

const char *
interpreter_tidy_path (struct arena *arena, const char *path)
{
  if (strstr (path, "/.") == NULL && strstr (path, "//") == NULL)
    return path;
  const char *plain = path_plain (arena, path);
  if (plain == NULL)
    return NULL;

  /* "link/.." is not where the link lies. */
  struct stat as_given, as_plain;
  if (strstr (path, "..") == NULL
      || (stat (path, &as_given) == 0 && stat (plain, &as_plain) == 0
          && file_is_same (&as_given, &as_plain)))
    return plain;
  return path_in_real_folder (arena, path);
}
