/* coprocess_start.c: starts a child process that is talked to.
 *
 * Its standard input is a socket and no pipe, since writing to one that was closed
 * raises no signal (MSG_NOSIGNAL) and a library cannot ignore SIGPIPE. */
#include <config.h>

#include "coprocess.h"

#include "cleanup.h"
#include "process_spawn.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The end that is the child's has to be moved, so it is no standard descriptor. */
static int
coprocess_socket (int ends[2])
{
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, ends) < 0)
    return errno;
  for (int i = 0; i < 2; i++)
    {
      int moved = fcntl (ends[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
      int error = errno;
      close (ends[i]);
      ends[i] = moved;
      if (moved < 0)
        {
          cleanup_fd (&ends[1 - i]);
          return error;
        }
    }
  return 0;
}

/* A shell that waits until this process is gone, however that came, and then kills the
 * child's group.  The child can only be told by its standard input, which it may not
 * be looking at.  Without a shell it stays at that. */
static void
coprocess_guard (struct coprocess *child)
{
  char group[24];
  int ends[2];
  snprintf (group, sizeof group, "%ld", (long) child->pid);
  if (process_pipe (ends) < 0)
    return;
  const char *const argv[] = { "/bin/sh", "-c", "read -r line; kill -s KILL -- \"-$1\"",
                               "sh", group, NULL };
  /* The shell waits, which a descriptor that does not block would spoil. */
  fcntl (ends[0], F_SETFL, 0);
  const struct process process = { .argv = argv, .input_fd = &ends[0],
                                   .directory = "/" };
  const int outputs[2] = { -1, -1 };
  if (process_spawn (&process, outputs, &child->guard) != 0)
    {
      child->guard = 0;
      cleanup_fd (&ends[1]);
      ends[1] = -1;
    }
  cleanup_fd (&ends[0]);
  child->guard_fd = ends[1];
}

static int
coprocess_spawn (struct coprocess *child, int input)
{
  int outputs[2] = { -1, -1 };
  struct coprocess_stream *const streams[2] = { &child->output, &child->errors };
  int error = 0;
  for (int i = 0; i < 2 && error == 0; i++)
    {
      int ends[2];
      if (process_pipe (ends) < 0)
        error = errno;
      else
        {
          streams[i]->fd = ends[0];
          outputs[i] = ends[1];
        }
    }
  struct process process = *child->process;
  process.input_fd = &input;
  if (error == 0)
    error = process_spawn (&process, outputs, &child->pid);
  for (int i = 0; i < 2; i++)
    cleanup_fd (&outputs[i]);
  return error;
}

void
coprocess_close (struct coprocess *child)
{
  struct coprocess_stream *const streams[2] = { &child->output, &child->errors };
  for (int i = 0; i < 2; i++)
    {
      cleanup_fd (&streams[i]->fd);
      streams[i]->fd = -1;
      free (streams[i]->bytes);
      streams[i]->bytes = NULL;
    }
  cleanup_fd (&child->input);
  cleanup_fd (&child->exit_fd);
  cleanup_fd (&child->guard_fd);
  child->input = child->exit_fd = child->guard_fd = -1;
}

int
coprocess_start (struct coprocess *child, const struct process *process,
                 size_t limit)
{
  int ends[2];
  *child = (struct coprocess) {
    .process = process, .input = -1, .exit_fd = -1, .guard_fd = -1,
    .output = { .fd = -1, .limit = limit },
    .errors = { .fd = -1, .limit = COPROCESS_ERROR_LINE },
  };
  int error = coprocess_socket (ends);
  if (error != 0)
    return error;
  child->input = ends[0];
  error = coprocess_spawn (child, ends[1]);
  cleanup_fd (&ends[1]);
  if (error != 0)
    {
      child->pid = 0;
      coprocess_close (child);
      return error;
    }
  child->exit_fd = system_exit_fd (child->pid);
  coprocess_guard (child);
  return 0;
}
