/* display.h: events on stderr, results on stdout. */
#ifndef PYVENV_DISPLAY_H
#define PYVENV_DISPLAY_H

#include "amounts.h"
#include "bars.h"
#include "options.h"

#define DISPLAY_STEPS 64

/* A step that has begun, of one of several environments; shown once it is known
 * how it ended, since lines of others may come in between. */
struct display_step {
  const pyvenv_context *owner;
  char *text;
};

struct display {
  const struct options *options;
  const pyvenv_builder *builder;
  size_t finished;              /* environments that were at least tried */
  bool terminal;                /* stderr may be drawn on */
  bool midline;                 /* text without a newline was shown */
  bool spinning;                /* the last character is the spinner's */
  unsigned turn;                /* of the spinner */
  struct bars bars;
  struct display_step steps[DISPLAY_STEPS];
  struct warning *warnings;     /* not told yet to who reads --json */
  struct amounts amounts;
};

void display_init (struct display *display, const pyvenv_builder *builder,
                   const struct options *options);

/* A pyvenv_notify. */
void display_event (void *display, const struct pyvenv_event *event);

/* Ends what is unfinished on the line. */
void display_end (struct display *display);

#endif
