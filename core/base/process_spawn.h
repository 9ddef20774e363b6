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

#endif
