/* late_file.c: a file outside of the environment that tells of it, and so is written
 * when that is final.  The tree knows nothing of it. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "phases.h"

#include "cleanup.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The folder PATH lies in, open; -1 with errno. */
static int
late_file_folder (const char *path)
{
  const char *slash = strrchr (path, '/');
  CLEAN_FREE char *folder = strndup (path, (size_t) (slash - path) + 1);
  return folder == NULL ? -1
    : open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Whether no other environment of this run has written PATH, or is about to. */
static int
late_file_is_first (struct search_state *searches, const char *path)
{
  int result = 1;
  pthread_mutex_lock (&searches->lock);
  for (size_t i = 0; i < searches->written.count; i++)
    if (strcmp (searches->written.items[i], path) == 0)
      result = 0;
  if (result > 0)
    {
      const char *copy = arena_copy (&searches->arena, path);
      if (copy == NULL || string_vector_append (&searches->written, copy) < 0)
        result = -1;
    }
  pthread_mutex_unlock (&searches->lock);
  return result;
}

/* Another environment may write PATH after all. */
static void
late_file_give_up (struct search_state *searches, const char *path)
{
  struct string_vector *written = &searches->written;
  pthread_mutex_lock (&searches->lock);
  for (size_t i = 0; i < written->count; i++)
    if (strcmp (written->items[i], path) == 0)
      written->items[i] = written->items[--written->count];
  pthread_mutex_unlock (&searches->lock);
}

int
late_file_prepare (pyvenv_context *cx, struct late_file *ret)
{
  const char *path = cx->late_path;
  ret->fd = -1;
  if (path == NULL)
    return 0;
  int first = late_file_is_first (context_searches (cx), path);
  if (first <= 0)
    return first == 0 ? 0 : pyvenv_fail (cx, ENOMEM, "cannot write '%s'", path);
  file_temporary_name (ret->name, ".pyvenv-");
  CLEAN_FD int fd = late_file_folder (path);
  if (fd < 0 || file_create (fd, ret->name, cx->late_text, strlen (cx->late_text),
                             tree_mode (&cx->tree) & 0666, NULL) < 0)
    {
      int saved = errno;
      late_file_give_up (context_searches (cx), path);
      return pyvenv_fail (cx, saved, "cannot write '%s'", path);
    }
  ret->fd = fd;
  fd = -1;
  return 0;
}

int
late_file_finish (pyvenv_context *cx, struct late_file *file, bool good)
{
  CLEAN_FD int fd = file->fd;
  const char *path = cx->late_path;
  file->fd = -1;
  if (fd < 0)
    return 0;
  int result = file_settle (fd, file->name, strrchr (path, '/') + 1, good);
  int saved = errno;
  if (result < 0 || !good)
    late_file_give_up (context_searches (cx), path);
  return result == 0 ? 0 : pyvenv_fail (cx, saved, "the environment is there, but"
                                        " '%s' cannot be written", path);
}
