/* signals.c: stops a run when a signal comes, so that it undoes its work. */
#include <config.h>

#include "signals.h"

#include <signal.h>
#include <stdatomic.h>

/* For the handler; set before it is installed. */
static pyvenv_builder *signals_builder;

/* The first signal that came; 0: none.  Any thread may read it. */
static atomic_int signals_first;

/* Cancels the run.  The same signal again ends the process at once, and the next
 * run on the folder cleans up. */
static void
signals_on_signal (int number)
{
  int none = 0;
  atomic_compare_exchange_strong (&signals_first, &none, number);
  pyvenv_builder_cancel (signals_builder);
}

/* The signals that are caught, and their actions before. */
static const int signals_caught[] = { SIGINT, SIGTERM, SIGHUP };
#define SIGNALS_CAUGHT (sizeof signals_caught / sizeof signals_caught[0])
static struct sigaction signals_before[SIGNALS_CAUGHT];

/* SIGHUP stays ignored where it is, as under nohup.  System calls are restarted,
 * since stdio loses what it writes when it is interrupted. */
void
signals_catch (pyvenv_builder *builder)
{
  struct sigaction action = { .sa_handler = signals_on_signal,
                              .sa_flags = (int) SA_RESETHAND | SA_RESTART };
  signals_builder = builder;
  for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
    {
      sigaction (signals_caught[i], &action, &signals_before[i]);
      if (signals_caught[i] == SIGHUP
          && signals_before[i].sa_handler == SIG_IGN)
        sigaction (SIGHUP, &signals_before[i], NULL);
    }
}

void
signals_release (void)
{
  /* What is ignored of SIGHUP is so already. */
  for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
    if (signals_caught[i] != SIGHUP || signals_before[i].sa_handler != SIG_IGN)
      sigaction (signals_caught[i], &signals_before[i], NULL);
}

int
signals_status (int kind)
{
  int number = atomic_load (&signals_first);
  return kind == PYVENV_ERROR_INTERRUPTED && number != 0 ? 128 + number : kind;
}
