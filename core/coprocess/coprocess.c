/* coprocess.c: talks to a child process. */
#include <config.h>

#include "coprocess.h"

#include "cleanup.h"
#include "process_spawn.h"
#include "system.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* How much is read at once. */
#define CHUNK_SIZE 8192

/* How often it is looked at where nothing else wakes us. */
#define TICK_MS 100

/* How long it has from the request to end until it is killed. */
#define GRACE_MS 2000

/* ---- What it says ----------------------------------------------------- */

/* Room for one more chunk and a NUL behind it. */
static int
coprocess_reserve (struct coprocess_stream *stream)
{
  if (stream->start > 0)
    memmove (stream->bytes, stream->bytes + stream->start, stream->length);
  stream->start = 0;
  size_t needed = stream->length + CHUNK_SIZE + 1;
  if (needed <= stream->room)
    return 0;
  size_t room = needed > 2 * stream->room ? needed : 2 * stream->room;
  char *longer = realloc (stream->bytes, room);
  if (longer == NULL)
    return -1;
  stream->bytes = longer;
  stream->room = room;
  return 0;
}

/* Reads what is there: 1, 0 where there is nothing, or -1 with errno. */
static int
coprocess_fill (struct coprocess_stream *stream)
{
  if (coprocess_reserve (stream) < 0)
    return -1;
  ssize_t got = read (stream->fd, stream->bytes + stream->length, CHUNK_SIZE);
  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    return 0;
  if (got > 0)
    stream->length += (size_t) got;
  else
    {
      close (stream->fd);
      stream->fd = -1;
    }
  return 1;
}

/* Takes a line, or the rest of what has ended; NULL where there is none. */
static char *
coprocess_take (struct coprocess_stream *stream, size_t *ret_length)
{
  if (stream->length == 0)
    return NULL;
  char *line = stream->bytes + stream->start;
  char *end = memchr (line, '\n', stream->length);
  if (end == NULL && stream->fd >= 0)
    return NULL;
  *ret_length = end != NULL ? (size_t) (end - line) : stream->length;
  size_t used = *ret_length + (end != NULL ? 1 : 0);
  stream->start += used;
  stream->length -= used;
  line[*ret_length] = '\0';
  return line;
}

/* Passes on what came on its standard error.  What is too long for a line is passed in
 * pieces, and a NUL must not hide the rest. */
static void
coprocess_tell (struct coprocess *child)
{
  struct coprocess_stream *errors = &child->errors;
  const struct process *process = child->process;
  char piece[COPROCESS_ERROR_LINE + 1];
  for (;;)
    {
      size_t length = errors->length;
      char *line = coprocess_take (errors, &length);
      if (line == NULL && length < errors->limit)
        return;
      if (line == NULL)
        {
          length = errors->limit;
          memcpy (piece, errors->bytes + errors->start, length);
          piece[length] = '\0';
          errors->start += length;
          errors->length -= length;
          line = piece;
        }
      for (size_t i = 0; i < length; i++)
        if (line[i] == '\0')
          line[i] = ' ';
      if (!child->stopped && process->on_line != NULL
          && process->on_line (process->data, PYVENV_PROGRESS_STDERR, line) != 0)
        child->stopped = true;
    }
}

/* ---- Waiting ---------------------------------------------------------- */

static int
coprocess_nap (long long deadline)
{
  long long left = deadline < 0 ? TICK_MS : deadline - process_now ();
  return left < 0 ? 0 : left < TICK_MS ? (int) left : TICK_MS;
}

/* Reads those of its streams that POLL_RESULT names; -1 with errno. */
static int
coprocess_hear (struct coprocess *child, const struct pollfd fds[2], bool *heard)
{
  struct coprocess_stream *const streams[2] = { &child->output, &child->errors };
  for (int i = 0; i < 2; i++)
    if (streams[i]->fd >= 0 && fds[i].revents != 0)
      {
        int got = coprocess_fill (streams[i]);
        if (got < 0)
          return -1;
        *heard |= got > 0;
      }
  coprocess_tell (child);
  return 0;
}

/* Waits until something has happened, a tick at most; more so where it can be WRITTEN
 * to.  COPROCESS_READY: look again. */
static enum coprocess_event
coprocess_step (struct coprocess *child, bool writing, long long deadline)
{
  const struct process *process = child->process;
  struct pollfd fds[4] = {
    { .fd = child->output.fd, .events = POLLIN },
    { .fd = child->errors.fd, .events = POLLIN },
    { .fd = writing ? child->input : -1, .events = POLLOUT },
    { .fd = child->exited ? -1 : child->exit_fd, .events = POLLIN },
  };
  const size_t before = child->output.length;
  bool heard = false;
  int ready = poll (fds, 4, coprocess_nap (deadline));
  if (ready > 0 && coprocess_hear (child, fds, &heard) < 0)
    return COPROCESS_FAILED;

  /* What it has left behind may hold its streams for ever. */
  if (child->exited && !heard)
    {
      cleanup_fd (&child->output.fd);
      cleanup_fd (&child->errors.fd);
      child->output.fd = child->errors.fd = -1;
    }
  if (!child->exited && (fds[3].revents != 0 || !heard))
    child->exited = process_exited (child->pid);
  if (child->stopped)
    return COPROCESS_STOPPED;
  if (process->cancelled != NULL && process->cancelled (process->cancelled_data))
    return COPROCESS_CANCELLED;
  /* A line that has just come counts. */
  return deadline >= 0 && child->output.length == before
         && process_now () >= deadline ? COPROCESS_TIMEOUT : COPROCESS_READY;
}

enum coprocess_event
coprocess_write (struct coprocess *child, const void *bytes, size_t length,
                 int timeout_ms)
{
  const char *left = bytes;
  long long deadline = timeout_ms < 0 ? -1 : process_now () + timeout_ms;
  while (length > 0)
    {
      ssize_t sent = send (child->input, left, length, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0)
        {
          left += sent;
          length -= (size_t) sent;
          continue;
        }
      if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
        return COPROCESS_END;
      if (sent < 0 && errno != EAGAIN && errno != EINTR)
        return COPROCESS_FAILED;
      enum coprocess_event event = coprocess_step (child, true, deadline);
      if (event != COPROCESS_READY)
        return event;
      if (child->output.length > child->output.limit)
        return COPROCESS_TOO_LONG;
    }
  return COPROCESS_READY;
}

enum coprocess_event
coprocess_read (struct coprocess *child, int timeout_ms, char **ret,
                size_t *ret_length)
{
  long long deadline = timeout_ms < 0 ? -1 : process_now () + timeout_ms;
  for (;;)
    {
      *ret = coprocess_take (&child->output, ret_length);
      if (*ret != NULL)
        return *ret_length <= child->output.limit ? COPROCESS_READY
               : COPROCESS_TOO_LONG;
      if (child->output.fd < 0)
        return COPROCESS_END;
      if (child->output.length > child->output.limit)
        return COPROCESS_TOO_LONG;
      enum coprocess_event event = coprocess_step (child, false, deadline);
      if (event != COPROCESS_READY)
        return event;
    }
}

/* ---- Its end ---------------------------------------------------------- */

/* Waits for the end, at most until DEADLINE. */
static enum coprocess_event
coprocess_await (struct coprocess *child, long long deadline, bool *unread)
{
  while (!child->exited || child->output.fd >= 0)
    {
      enum coprocess_event event = coprocess_step (child, false, deadline);
      *unread |= child->output.length > 0;
      child->output.start = child->output.length = 0;
      if (event != COPROCESS_READY)
        return child->exited ? COPROCESS_READY : event;
    }
  return COPROCESS_READY;
}

/* Asks its group to end, and kills it where it does not. */
static void
coprocess_kill (struct coprocess *child)
{
  struct process quiet = *child->process;
  bool unread = false;
  quiet.on_line = NULL;
  quiet.cancelled = NULL;
  child->process = &quiet;
  child->stopped = false;
  if (!child->exited)
    {
      kill (-child->pid, SIGTERM);
      coprocess_await (child, process_now () + GRACE_MS, &unread);
    }
  kill (-child->pid, SIGKILL);
}

void
coprocess_finish (struct coprocess *child, int timeout_ms, struct process_end *ret,
                  bool *ret_unread)
{
  *ret = (struct process_end) { .status = -1 };
  *ret_unread = false;
  if (child->pid == 0)
    return;
  cleanup_fd (&child->input);
  child->input = -1;

  enum coprocess_event event = timeout_ms == 0 ? COPROCESS_STOPPED
    : coprocess_await (child, process_now () + timeout_ms, ret_unread);
  ret->timed_out = event == COPROCESS_TIMEOUT;
  ret->cancelled = event == COPROCESS_CANCELLED;
  ret->stopped = event == COPROCESS_STOPPED;
  if (event != COPROCESS_READY)
    coprocess_kill (child);

  /* The guard goes first: once the child is waited for, its group may be another's. */
  if (child->guard > 0)
    {
      kill (child->guard, SIGKILL);
      process_reap (child->guard);
    }
  ret->status = process_reap (child->pid);
  if (ret->status < 0)
    ret->error = errno;
  child->pid = child->guard = 0;
  coprocess_close (child);
}
