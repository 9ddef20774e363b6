/* process_spawn.h: starts a child process. */
#ifndef PYVENV_PROCESS_SPAWN_H
#define PYVENV_PROCESS_SPAWN_H

#include "process.h"

#include <sys/types.h>

/* Starts PROCESS in a process group of its own.  OUTPUTS are the descriptors
 * for its standard output and error, -1 for /dev/null.  0 and the child's
 * *RET_PID, or an errno. */
int process_spawn (const struct process *process, const int outputs[2],
                   pid_t *ret_pid);

/* A pipe that is closed on exec and whose read end does not block.  Its ends are no
 * standard descriptors: those may be free in our caller, and are what the child's
 * ends are moved to.  -1 with errno. */
int process_pipe (int ends[2]);

/* Milliseconds of the monotonic clock. */
long long process_now (void);

/* Whether the child ended; it is not waited for, so that its process group
 * cannot become somebody else's. */
bool process_exited (pid_t pid);

/* Waits for the child: its exit status, or PYVENV_STATUS_SIGNAL and the signal; -1
 * with errno ECHILD where the caller ignores SIGCHLD, so that the kernel throws
 * that away. */
int process_reap (pid_t pid);

#endif
