/* amounts.c: amounts of progress for programs that read --json, not
 * too often. */
#include <config.h>

#include "amounts.h"

#include "bars.h"
#include "json.h"

#include <string.h>

#define AMOUNTS_SECONDS 0.1

/* The entry of EVENT, or a free one; NULL where all are taken. */
static struct amount *
amounts_find (struct amounts *amounts, const struct pyvenv_event *event)
{
  struct amount *unused = NULL;
  for (size_t i = 0; i < AMOUNTS_MOST; i++)
    {
      struct amount *amount = &amounts->amount[i];
      if (amount->owner == NULL)
        unused = amount;
      else if (amount->owner == event->context
               && strncmp (amount->what, event->text,
                           sizeof amount->what - 1) == 0)
        return amount;
    }
  if (unused != NULL)
    {
      *unused = (struct amount) { .owner = event->context };
      snprintf (unused->what, sizeof unused->what, "%s", event->text);
    }
  return unused;
}

void
amounts_tell (struct amounts *amounts, const struct pyvenv_event *event)
{
  bool complete = event->total > 0 && event->done >= event->total;
  struct amount *amount = event->context == NULL ? NULL
                          : amounts_find (amounts, event);
  double now = bars_now ();
  if (amount != NULL && !complete && amount->last > 0
      && now - amount->last < AMOUNTS_SECONDS)
    {
      amount->done = event->done;
      amount->total = event->total;
      amount->pending = true;
      return;
    }
  json_event (event);
  if (amount == NULL)
    return;
  amount->last = now;
  amount->pending = false;
  if (complete)
    amount->owner = NULL;
}

void
amounts_flush (struct amounts *amounts, const pyvenv_context *owner)
{
  for (size_t i = 0; owner != NULL && i < AMOUNTS_MOST; i++)
    {
      struct amount *amount = &amounts->amount[i];
      if (amount->owner != owner)
        continue;
      if (amount->pending)
        {
          const struct pyvenv_event event = {
            .kind = PYVENV_EVENT_AMOUNT, .text = amount->what,
            .done = amount->done, .total = amount->total, .context = owner
          };
          json_event (&event);
        }
      amount->owner = NULL;
    }
}
