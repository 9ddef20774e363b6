/* process.c: runs a child process and reads what it says.
 */
#include <config.h>

#include "process.h"

#include "cleanup.h"
#include "process_spawn.h"
#include "system.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define LINE_SIZE 8192

/* How often a running child is looked at where nothing else wakes us. */
#define TICK_MS 100

/* How often its streams are read at most once the child ended: more than what
 * was in the pipes, the largest of which hold a mebibyte. */
#define LATE_READS 1024

/* How long a child has from the request to end until it is killed. */
#define GRACE_MS 2000

struct process_stream {
  int fd;                       /* -1: none, or ended */
  int stream;                   /* PYVENV_PROGRESS_STDOUT or _STDERR */
  size_t length;
  char line[LINE_SIZE + 1];
};

struct process_watch {
  const struct process *process;
  struct process_end *end;
  pid_t pid;
  int exit_fd;                  /* readable once the child ended, or -1 */
  bool exited;                  /* but not waited for: its group id stays */
  long long deadline;           /* ms of the monotonic clock, or -1 */
  long long kill_at;            /* the same, once asked to end, else -1 */
  struct process_stream streams[2];
};

static void
process_tell (struct process_watch *watch, struct process_stream *stream)
{
  /* The receiver takes a string; a NUL must not hide the rest. */
  for (size_t i = 0; i < stream->length; i++)
    if (stream->line[i] == '\0')
      stream->line[i] = ' ';
  stream->line[stream->length] = '\0';
  stream->length = 0;
  const struct process *process = watch->process;
  if (!watch->end->stopped
      && process->on_line (process->data, stream->stream, stream->line) != 0)
    watch->end->stopped = true;
}

/* Reads what is there.  Returns whether anything was. */
static bool
process_read (struct process_watch *watch, struct process_stream *stream)
{
  char bytes[LINE_SIZE];
  ssize_t got = read (stream->fd, bytes, sizeof bytes);
  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    return false;
  if (got <= 0)
    {
      if (stream->length > 0)
        process_tell (watch, stream);
      close (stream->fd);
      stream->fd = -1;
      return true;
    }

  for (ssize_t i = 0; i < got; i++)
    {
      if (bytes[i] == '\n')
        {
          process_tell (watch, stream);
          continue;
        }
      if (stream->length == LINE_SIZE)
        process_tell (watch, stream);
      stream->line[stream->length++] = bytes[i];
    }
  return true;
}

/* Asks the group to end if it is time to, and kills it when it was asked long
 * enough ago. */
static void
process_limits (struct process_watch *watch)
{
  const struct process *process = watch->process;
  long long now = process_now ();

  if (watch->kill_at >= 0)
    {
      if (now >= watch->kill_at)
        {
          kill (-watch->pid, SIGKILL);
          watch->kill_at = now + TICK_MS;
        }
      return;
    }

  if (process->cancelled != NULL && process->cancelled (process->cancelled_data))
    watch->end->cancelled = true;
  else if (watch->deadline >= 0 && now >= watch->deadline)
    watch->end->timed_out = true;
  else if (!watch->end->stopped)
    return;
  kill (-watch->pid, SIGTERM);
  watch->kill_at = now + GRACE_MS;
}

/* The time to sleep at most.  Without a descriptor that tells the end of the
 * child, short naps: *NAP is the last one. */
static int
process_nap (const struct process_watch *watch, int *nap)
{
  bool blind = watch->exit_fd < 0
    && watch->streams[0].fd < 0 && watch->streams[1].fd < 0;
  *nap = blind ? (*nap < TICK_MS / 4 ? *nap * 2 : TICK_MS / 4) : TICK_MS;

  long long limit = watch->kill_at >= 0 ? watch->kill_at : watch->deadline;
  if (limit >= 0)
    {
      long long left = limit - process_now ();
      if (left < *nap)
        return left < 1 ? 1 : (int) left;
    }
  return *nap;
}

/* Until the child ended and both streams did.  Something that the child left
 * behind may hold them open for ever; once the child is gone, a tick without
 * a word ends the wait, and so does more than the child itself can have said. */
static void
process_follow (struct process_watch *watch)
{
  struct process_stream *streams = watch->streams;
  int nap = 1, late = 0;

  while (!watch->exited || streams[0].fd >= 0 || streams[1].fd >= 0)
    {
      struct pollfd fds[3] = {
        { .fd = streams[0].fd, .events = POLLIN },
        { .fd = streams[1].fd, .events = POLLIN },
        { .fd = watch->exited ? -1 : watch->exit_fd, .events = POLLIN },
      };
      int ready = poll (fds, 3, process_nap (watch, &nap));

      bool heard = false;
      for (int i = 0; i < 2; i++)
        if (ready > 0 && fds[i].revents != 0)
          heard |= process_read (watch, &streams[i]);

      if (watch->exited && ((!heard && ready == 0) || ++late > LATE_READS))
        break;
      if (!watch->exited && (fds[2].revents != 0 || !heard))
        watch->exited = process_exited (watch->pid);
      if (!watch->exited || watch->kill_at >= 0)
        process_limits (watch);
    }
}

/* The last words of streams that something still holds open. */
static void
process_finish_stream (struct process_watch *watch,
                       struct process_stream *stream)
{
  if (stream->fd < 0)
    return;
  if (stream->length > 0)
    process_tell (watch, stream);
  close (stream->fd);
  stream->fd = -1;
}

/* Starts the child.  The write ends of the pipes are closed here, so that only
 * the child holds them. */
static int
process_start (struct process_watch *watch)
{
  int outputs[2] = { -1, -1 };
  int error = 0;
  for (int i = 0; i < 2 && watch->process->on_line != NULL && error == 0; i++)
    {
      int ends[2];
      if (process_pipe (ends) < 0)
        error = errno;
      else
        {
          watch->streams[i].fd = ends[0];
          outputs[i] = ends[1];
        }
    }
  if (error == 0)
    error = process_spawn (watch->process, outputs, &watch->pid);
  for (int i = 0; i < 2; i++)
    cleanup_fd (&outputs[i]);
  return error;
}

void
process_run (const struct process *process, struct process_end *ret)
{
  *ret = (struct process_end) { .status = -1 };
  struct process_watch watch = {
    .process = process, .end = ret, .exit_fd = -1, .deadline = -1,
    .kill_at = -1,
  };
  watch.streams[0].fd = watch.streams[1].fd = -1;
  watch.streams[0].stream = PYVENV_PROGRESS_STDOUT;
  watch.streams[1].stream = PYVENV_PROGRESS_STDERR;

  ret->error = process_start (&watch);
  if (ret->error == 0)
    {
      if (process->timeout_ms > 0)
        watch.deadline = process_now () + process->timeout_ms;
      watch.exit_fd = system_exit_fd (watch.pid);
      process_follow (&watch);
    }
  for (int i = 0; i < 2; i++)
    process_finish_stream (&watch, &watch.streams[i]);
  cleanup_fd (&watch.exit_fd);
  if (ret->error != 0)
    return;

  /* Whatever of the group has outlived the request to end. */
  if (ret->timed_out || ret->cancelled || ret->stopped)
    kill (-watch.pid, SIGKILL);
  ret->status = process_reap (watch.pid);
  if (ret->status < 0)
    ret->error = errno;
}
