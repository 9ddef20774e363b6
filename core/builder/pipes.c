/* pipes.c: files of settings that give their bytes only once.
 *
 * PIP_CONFIG_FILE=<(command) names a pipe.  The settings are read more than once
 * in a run, by each environment and for each search, so that what came out of a
 * pipe is kept for all of them. */
#include <config.h>

#include "builder.h"
#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "text.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>

#define PIPES_LIMIT ((size_t) 1 << 20)

struct pipe_bytes {
  const char *path;
  const char *bytes;
  size_t length;
  struct pipe_bytes *next;
};

/* All that comes until the other side closes.  Nobody may ever write, and the
 * user may not want to wait for that: poll also tells a pipe that is not open on
 * the other side yet from one that is not any more. */
static char *
pipes_drain (pyvenv_context *cx, int fd, size_t *ret_length)
{
  CLEAN_TEXT struct text all = TEXT_EMPTY;
  char buffer[4096];
  for (ssize_t got = 1; got != 0;)
    {
      struct pollfd waiting = { .fd = fd, .events = POLLIN };
      if (pyvenv_cancelled (cx))
        {
          errno = ECANCELED;
          return NULL;
        }
      if (poll (&waiting, 1, 100) <= 0)
        continue;
      got = read (fd, buffer, sizeof buffer);
      if (got < 0 && (errno == EINTR || errno == EAGAIN))
        continue;
      if (got < 0)
        return NULL;
      text_add_bytes (&all, buffer, (size_t) got);
      if (all.length > PIPES_LIMIT)
        {
          errno = EFBIG;
          return NULL;
        }
    }
  *ret_length = all.length;
  return text_take (&all);
}

/* Keeps a copy of what came out of PATH; the next reader would get nothing, so
 * that memory which is out is an error. */
static int
pipes_keep (struct pyvenv_builder *builder, const char *path,
            const char *bytes, size_t length)
{
  struct arena *arena = &builder->pipe_arena;
  struct pipe_bytes *kept = arena_zeroed (arena, sizeof *kept);
  char *copy = arena_zeroed (arena, length + 1);
  const char *name = arena_copy (arena, path);
  if (kept == NULL || copy == NULL || name == NULL)
    return -1;
  memcpy (copy, bytes, length);
  *kept = (struct pipe_bytes) { name, copy, length, builder->pipes };
  builder->pipes = kept;
  return 0;
}

/* The builder whose environment CX is: the setup is a member of it. */
static struct pyvenv_builder *
pipes_builder (pyvenv_context *cx)
{
  char *setup = (char *) cx->setup;
  return (void *) (setup - offsetof (struct pyvenv_builder, setup));
}

/* What is known of PATH as a copy; else what is read now. */
static char *
pipes_read (pyvenv_context *cx, const char *path, size_t *ret_length)
{
  struct pyvenv_builder *builder = pipes_builder (cx);
  for (const struct pipe_bytes *kept = builder->pipes; kept != NULL;
       kept = kept->next)
    if (strcmp (kept->path, path) == 0)
      {
        char *copy = malloc (kept->length + 1);
        if (copy != NULL)
          memcpy (copy, kept->bytes, kept->length + 1);
        *ret_length = kept->length;
        return copy;
      }

  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat st;
  if (fd < 0 || fstat (fd, &st) < 0)
    return NULL;
  if (S_ISREG (st.st_mode))
    return file_read_open (fd, PIPES_LIMIT, ret_length);
  char *bytes = pipes_drain (cx, fd, ret_length);
  if (bytes != NULL && pipes_keep (builder, path, bytes, *ret_length) < 0)
    cleanup_free (&bytes);
  return bytes;
}

/* The lock is held while a pipe is read: whoever else wants it needs what comes
 * out of it. */
char *
context_read_settings (pyvenv_context *cx, const char *path,
                       size_t *ret_length)
{
  struct pyvenv_builder *builder = pipes_builder (cx);
  pthread_mutex_lock (&builder->pipe_lock);
  char *bytes = pipes_read (cx, path, ret_length);
  pthread_mutex_unlock (&builder->pipe_lock);
  return bytes;
}
