/* display.c: events on stderr, results on stdout.
 *
 * As the manual's example does by default: its own steps as text, a dot for
 * each line of a child's output, or the lines themselves with --verbose.  On a
 * terminal the dots are a spinner, and amounts are a bar. */
#include <config.h>

#include "display.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define ERASE_LINE "\r\033[K"

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

/* Takes a bar or spinner off the line. */
static void
display_erase (struct display *display)
{
  if (display->drawn)
    fputs (ERASE_LINE, stderr);
  display->drawn = false;
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
    }
  else if (display->terminal)
    {
      if (display->midline)
        fputs ("\b" + (display->drawn ? 0 : 1), stderr);
      fputc ("|/-\\"[display->turn++ % 4], stderr);
      display->midline = display->midline || !display->drawn;
      display->drawn = display->midline;
    }
  else
    {
      fputc ('.', stderr);
      display->midline = true;
    }
}

static void
display_amount (struct display *display, const struct pyvenv_event *event)
{
  double mib = (double) event->done / (1 << 20);
  if (!display->terminal)
    {
      if (event->done == event->total && event->total > 0
          && display->options->verbose)
        {
          display_end (display);
          fprintf (stderr, "%s: %.1f MiB\n", event->text, mib);
        }
      return;
    }

  fputs (ERASE_LINE, stderr);
  display->drawn = event->done != event->total || event->total == 0;
  if (!display->drawn)
    return;
  fprintf (stderr, "%s ", event->text);
  if (event->total > 0)
    {
      int full = (int) (event->done * BAR_WIDTH / event->total);
      fputc ('[', stderr);
      for (int i = 0; i < BAR_WIDTH; i++)
        fputc (i < full ? '#' : ' ', stderr);
      fputs ("] ", stderr);
    }
  fprintf (stderr, "%.1f MiB", mib);
}

void
display_event (void *data, const struct pyvenv_event *event)
{
  struct display *display = data;
  const struct options *options = display->options;
  bool wanted = !options->quiet && !options->no_progress;

  display->any_finished |= event->kind == PYVENV_EVENT_FINISHED;
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
