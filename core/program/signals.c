/* signals.c: ends a run in order when a signal asks for it. */
#include <config.h>

#include "signals.h"

#include <signal.h>
#include <stdatomic.h>

/* What the handler needs; set before the handlers are. */
static pyvenv_builder *signals_builder;

/* The first one that came, 0 before; events may ask for it in any thread. */
static atomic_int signals_first;

/* Asks for an orderly end.  The same signal again ends the process at once; the
 * next run on the same folder then cleans up. */
static void
signals_on_signal (int number)
{
  int none = 0;
  atomic_compare_exchange_strong (&signals_first, &none, number);
  pyvenv_builder_cancel (signals_builder);
}

/* Those that we catch, and what was done about them before. */
static const int signals_caught[] = { SIGINT, SIGTERM, SIGHUP };
#define SIGNALS_CAUGHT (sizeof signals_caught / sizeof signals_caught[0])
static struct sigaction signals_before[SIGNALS_CAUGHT];

/* A hang-up that is ignored, as under nohup, stays so.  Calls go on after a
 * signal: stdio forgets what it was writing when it is interrupted. */
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
  for (size_t i = 0; i < SIGNALS_CAUGHT; i++)
    sigaction (signals_caught[i], &signals_before[i], NULL);
}

int
signals_status (int kind)
{
  int number = atomic_load (&signals_first);
  return kind == PYVENV_ERROR_INTERRUPTED && number != 0 ? 128 + number : kind;
}
