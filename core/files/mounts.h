/* mounts.h: what is mounted below a folder. */
#ifndef PYVENV_MOUNTS_H
#define PYVENV_MOUNTS_H

#include <stdbool.h>

/* Whether a folder or a file is mounted below the folder FD, as this process sees
 * it (proc(5), /proc/PID/mountinfo).  False where the kernel does not tell:
 * deleting then stops there, with EBUSY.  -1 with errno for lack of memory or
 * descriptors. */
int mounts_below (int fd);

#endif
