/* process_spawn.c: starts a child process.
 *
 * posix_spawn and not fork: environments are built in parallel threads, and a
 * fork of a threaded program may only do what a signal handler may do. */
#include <config.h>

#include "process_spawn.h"

#include "system.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/* The child inherits no signals that we block or ignore, except SIGHUP, which
 * nohup(1) has ignored on purpose. */
static int
process_attributes (posix_spawnattr_t *attr)
{
  sigset_t none, defaults;
  sigemptyset (&none);
  sigemptyset (&defaults);
  sigaddset (&defaults, SIGPIPE);
  sigaddset (&defaults, SIGINT);
  sigaddset (&defaults, SIGQUIT);
  sigaddset (&defaults, SIGTERM);
  sigaddset (&defaults, SIGCHLD);

  int error = posix_spawnattr_setsigmask (attr, &none);
  if (error == 0)
    error = posix_spawnattr_setsigdefault (attr, &defaults);
  if (error == 0)
    error = posix_spawnattr_setpgroup (attr, 0);
  if (error == 0)
    error = posix_spawnattr_setflags (attr, POSIX_SPAWN_SETPGROUP
                                      | POSIX_SPAWN_SETSIGMASK
                                      | POSIX_SPAWN_SETSIGDEF);
  return error;
}

/* The directory and the standard input.  The directory comes first: its
 * descriptor may be one of those that the streams get. */
static int
process_start_actions (posix_spawn_file_actions_t *actions,
                       const struct process *process)
{
  int error = 0;
  if (process->directory_fd != NULL)
    error = posix_spawn_file_actions_addfchdir_np (actions,
                                                   *process->directory_fd);
  else if (process->directory != NULL)
    error = posix_spawn_file_actions_addchdir_np (actions, process->directory);
  if (error != 0)
    return error;
  return process->input_fd != NULL
    ? posix_spawn_file_actions_adddup2 (actions, *process->input_fd,
                                        STDIN_FILENO)
    : posix_spawn_file_actions_addopen (actions, STDIN_FILENO, "/dev/null",
                                        O_RDONLY, 0);
}

/* OUTPUTS are the descriptors for its two streams, -1 for none. */
static int
process_actions (posix_spawn_file_actions_t *actions,
                 const struct process *process, const int outputs[2])
{
  int error = process_start_actions (actions, process);
  for (int i = 0; i < 2 && error == 0; i++)
    if (outputs[i] >= 0)
      error = posix_spawn_file_actions_adddup2 (actions, outputs[i], i + 1);
    else
      error = posix_spawn_file_actions_addopen (actions, i + 1, "/dev/null",
                                                O_WRONLY, 0);
  return error;
}

int
process_spawn (const struct process *process, const int outputs[2],
               pid_t *ret_pid)
{
  posix_spawnattr_t attr;
  int error = posix_spawnattr_init (&attr);
  if (error != 0)
    return error;

  posix_spawn_file_actions_t actions;
  error = posix_spawn_file_actions_init (&actions);
  if (error == 0)
    {
      error = process_attributes (&attr);
      if (error == 0)
        error = process_actions (&actions, process, outputs);
      if (error == 0)
        error = posix_spawn (ret_pid, process->argv[0], &actions, &attr,
                             (char *const *) process->argv,
                             process->environment != NULL
                             ? process->environment : environ);
      posix_spawn_file_actions_destroy (&actions);
    }
  posix_spawnattr_destroy (&attr);
  return error;
}
