/* display.c: events on stderr, results on stdout.
 *
 * As the manual's example does by default: its own steps as text, a dot for
 * each line of a child's output, or the lines themselves with --verbose.  On a
 * terminal the dots are a spinner, and amounts are bars. */
#include <config.h>

#include "display.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
display_init (struct display *display, const pyvenv_builder *builder,
              const struct options *options)
{
  const char *term = getenv ("TERM");
  const char *no_color = getenv ("NO_COLOR");
  *display = (struct display) { .options = options, .builder = builder };
  display->terminal = isatty (STDERR_FILENO) && term != NULL
                      && strcmp (term, "dumb") != 0
                      && (no_color == NULL || *no_color == '\0');
}

/* Takes bars and the spinner away. */
static void
display_erase (struct display *display)
{
  bars_erase (&display->bars, stderr);
  if (display->spinning)
    fputs ("\b \b", stderr);
  display->spinning = false;
}

void
display_end (struct display *display)
{
  display_erase (display);
  if (display->midline)
    fputc ('\n', stderr);
  display->midline = false;
  fflush (stderr);
}

static void
display_line (struct display *display, const char *label, const char *text)
{
  display_end (display);
  fprintf (stderr, "pyvenv: %s%s\n", label, text);
}

/* A step that ends in "..." stays open for dots and its "done.". */
static void
display_step (struct display *display, const char *text)
{
  size_t length = strlen (text);
  bool open = !display->options->verbose && length > 3
              && strcmp (text + length - 3, "...") == 0;
  display_erase (display);
  if (display->midline && open)
    fputc ('\n', stderr);
  fputs (text, stderr);
  display->midline = open;
  if (!open && (length == 0 || text[length - 1] != '\n'))
    fputc ('\n', stderr);
}

static void
display_child (struct display *display, const char *text)
{
  if (display->options->verbose)
    {
      display_end (display);
      fprintf (stderr, "%s\n", text);
      return;
    }
  display_erase (display);
  fputc (display->terminal ? "|/-\\"[display->turn++ % 4] : '.', stderr);
  display->spinning = display->terminal;
  display->midline = true;
}

/* On a terminal a bar; else a line at the end, or nothing. */
static void
display_amount (struct display *display, const struct pyvenv_event *event)
{
  bool complete = event->total > 0 && event->done >= event->total;
  double elapsed = 0;
  if (display->terminal)
    {
      if (display->midline && display->bars.drawn == 0)
        display_end (display);
      complete = bars_update (&display->bars, stderr, event->context,
                              event->text, event->done, event->total,
                              &elapsed);
    }
  if (complete && (!display->terminal || display->options->verbose))
    {
      display_end (display);
      fprintf (stderr, "%s: %.1f MiB\n", event->text,
               (double) event->done / (1 << 20));
    }
}

void
display_event (void *data, const struct pyvenv_event *event)
{
  struct display *display = data;
  const struct options *options = display->options;
  bool wanted = !options->quiet && !options->no_progress;

  display->finished += event->kind == PYVENV_EVENT_FINISHED;
  /* There it is not progress but what was asked for. */
  if (options->mode == MODE_CACHE_INFO && event->kind == PYVENV_EVENT_PROGRESS)
    {
      puts (event->text);
      return;
    }
  if (options->json)
    {
      if (event->kind == PYVENV_EVENT_FINISHED)
        json_environment (event, display->builder);
      else if (wanted || (event->kind == PYVENV_EVENT_WARNING
                          && !options->quiet))
        json_event (event);
      return;
    }
  switch (event->kind)
    {
    case PYVENV_EVENT_WARNING:
      if (!options->quiet)
        display_line (display, "warning: ", event->text);
      break;
    case PYVENV_EVENT_DEBUG:
      if (!options->quiet)
        display_line (display, "", event->text);
      break;
    case PYVENV_EVENT_PROGRESS:
      if (wanted && event->stream == PYVENV_PROGRESS_MAIN)
        display_step (display, event->text);
      else if (wanted)
        display_child (display, event->text);
      break;
    case PYVENV_EVENT_AMOUNT:
      if (wanted)
        display_amount (display, event);
      break;
    case PYVENV_EVENT_FINISHED:
      display_end (display);
      break;
    }
  fflush (stderr);
}
