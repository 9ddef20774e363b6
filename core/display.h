/* display.h: events on stderr, results on stdout. */
#ifndef PYVENV_DISPLAY_H
#define PYVENV_DISPLAY_H

#include "bars.h"
#include "options.h"

struct display {
  const struct options *options;
  const pyvenv_builder *builder;
  size_t finished;              /* environments that were at least tried */
  bool terminal;                /* stderr may be drawn on */
  bool midline;                 /* text without a newline was shown */
  bool spinning;                /* the last character is the spinner's */
  unsigned turn;                /* of the spinner */
  struct bars bars;
};

void display_init (struct display *display, const pyvenv_builder *builder,
                   const struct options *options);

/* A pyvenv_notify. */
void display_event (void *display, const struct pyvenv_event *event);

/* Ends what is unfinished on the line. */
void display_end (struct display *display);

/* json.c: one object for a finished environment, on stdout. */
void json_environment (const struct pyvenv_event *event,
                       const pyvenv_builder *builder);

/* json.c: the same for one that could not even be tried. */
void json_failure (const char *env_dir, int status, const char *error);

/* json.c: one line for any other event, on stderr. */
void json_event (const struct pyvenv_event *event);

#endif
