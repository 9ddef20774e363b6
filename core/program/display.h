/* display.h: shows events on stderr and results on stdout. */
#ifndef PYVENV_DISPLAY_H
#define PYVENV_DISPLAY_H

#include "amounts.h"
#include "bars.h"
#include "options.h"

#define DISPLAY_STEPS 64

/* A step of one of several environments.  It is shown when it ends, since lines of
 * the others may come before that. */
struct display_step {
  const pyvenv_context *owner;
  char *text;
};

struct display {
  const struct options *options;
  const pyvenv_builder *builder;
  size_t finished;              /* environments that were made or failed */
  bool terminal;                /* stderr may be drawn on */
  bool midline;                 /* text without a newline was shown */
  bool spinning;                /* the last character is the spinner's */
  unsigned turn;                /* how often the spinner has moved */
  struct bars bars;
  struct display_step steps[DISPLAY_STEPS];
  struct warning *warnings;     /* with --json, not printed yet */
  struct amounts amounts;
};

void display_init (struct display *display, const pyvenv_builder *builder,
                   const struct options *options);

/* A pyvenv_notify. */
void display_event (void *display, const struct pyvenv_event *event);

/* Ends a line that was begun. */
void display_end (struct display *display);

#endif
