/* process_spawn.c: starts a child process; what else its life takes.
 *
 * posix_spawn and not fork: environments are built in parallel threads, and a
 * fork of a threaded program may only do what a signal handler may do. */
#include <config.h>

#include "process_spawn.h"

#include "cleanup.h"
#include "system.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
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

int
process_pipe (int ends[2])
{
  if (system_pipe (ends) < 0)
    return -1;

  bool good = fcntl (ends[0], F_SETFL, O_NONBLOCK) == 0;
  for (int i = 0; i < 2 && good; i++)
    if (ends[i] <= STDERR_FILENO)
      {
        int moved = fcntl (ends[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        cleanup_fd (&ends[i]);
        ends[i] = moved;
        good = moved >= 0;
      }
  if (good)
    return 0;

  for (int i = 0; i < 2; i++)
    cleanup_fd (&ends[i]);
  return -1;
}

long long
process_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (long long) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool
process_exited (pid_t pid)
{
  siginfo_t info;
  memset (&info, 0, sizeof info);
  int result = waitid (P_PID, (id_t) pid, &info, WEXITED | WNOHANG | WNOWAIT);
  return (result == 0 && info.si_pid == pid) || (result < 0 && errno == ECHILD);
}

int
process_reap (pid_t pid)
{
  int status;
  pid_t got;
  do
    got = waitpid (pid, &status, 0);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    return -1;
  return WIFSIGNALED (status) ? PYVENV_STATUS_SIGNAL + WTERMSIG (status)
    : WEXITSTATUS (status);
}
