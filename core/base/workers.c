/* workers.c: the same work done by several threads at once. */
#include <config.h>

#include "workers.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

enum { WORKERS_MAX = 64 };

size_t
workers_processors (void)
{
  long processors = sysconf (_SC_NPROCESSORS_ONLN);
#ifdef CPU_COUNT
  cpu_set_t set;
  if (sched_getaffinity (0, sizeof set, &set) == 0)
    processors = CPU_COUNT (&set);
#endif
  return processors < 1 ? 1 : (size_t) processors;
}

void
workers_run (void *(*work) (void *data), void *data, size_t wanted)
{
  pthread_t others[WORKERS_MAX - 1];
  size_t started = 0;
  while (started < WORKERS_MAX - 1 && started + 1 < wanted
         && pthread_create (&others[started], NULL, work, data) == 0)
    started++;
  work (data);
  while (started > 0)
    pthread_join (others[--started], NULL);
}
