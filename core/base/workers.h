/* workers.h: the same work done by several threads at once. */
#ifndef PYVENV_WORKERS_H
#define PYVENV_WORKERS_H

#include <stddef.h>

/* How many processors this process may use; at least 1. */
size_t workers_processors (void);

/* Calls WORK with DATA in this thread and in others, WANTED in all, 64 at the most,
 * and returns when all of them have.  Where no other thread can start, this one
 * does the work: WORK takes the next piece, by an atomic counter or under a lock,
 * until none is left, and returns NULL. */
void workers_run (void *(*work) (void *data), void *data, size_t wanted);

#endif
