/* display.c: shows events on stderr and results on stdout.
 *
 * Shows what the example in the manual of venv does: its steps as text, and a dot
 * for each line of a child's output, or the line itself with --verbose.  On a
 * terminal the dots are a spinner, and amounts are bars. */
#include <config.h>

#include "display.h"

#include "cleanup.h"
#include "complain.h"
#include "json.h"
#include "signals.h"
#include "virtualenv.h"

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

/* Removes the bars and the spinner. */
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

/* ---- Several environments at once ------------------------------------- */

static bool
display_many (const struct display *display)
{
  return display->options->env_count > 1;
}

/* Writes which of several environments CX is. */
static void
display_name (const struct display *display, const pyvenv_context *cx)
{
  const char *env_dir = pyvenv_env_dir (cx);
  if (!display_many (display) || env_dir == NULL)
    return;
  CLEAN_FREE char *cwd = getcwd (NULL, 0);
  size_t length = cwd != NULL ? strlen (cwd) : 0;
  if (length > 1 && strncmp (env_dir, cwd, length) == 0
      && env_dir[length] == '/')
    env_dir += length + 1;
  fprintf (stderr, "%s: ", env_dir);
}

static struct display_step *
display_find_step (struct display *display, const pyvenv_context *owner)
{
  for (size_t i = 0; i < DISPLAY_STEPS; i++)
    if (display->steps[i].owner == owner)
      return &display->steps[i];
  return NULL;
}

/* Writes the step that CX has begun, if any, and END behind it. */
static bool
display_close_step (struct display *display, const pyvenv_context *cx,
                    const char *end)
{
  struct display_step *step = cx != NULL ? display_find_step (display, cx)
                              : NULL;
  if (step == NULL)
    return false;
  display_end (display);
  display_name (display, cx);
  fprintf (stderr, "%s%s\n", step->text, end);
  free (step->text);
  *step = (struct display_step) { NULL, NULL };
  return true;
}

/* Keeps a step that has begun until it ends; false where too many have. */
static bool
display_open_step (struct display *display, const pyvenv_context *cx,
                   const char *text)
{
  struct display_step *step = display_find_step (display, NULL);
  if (step == NULL || (step->text = strdup (text)) == NULL)
    return false;
  step->owner = cx;
  return true;
}

/* Writes whole lines only; "done." goes behind the step it belongs to. */
static void
display_step_of (struct display *display, const pyvenv_context *cx,
                 const char *text, bool open)
{
  bool ends = text[strcspn (text, " ")] == '\0';
  if (display_close_step (display, cx, ends ? text : "") && ends)
    return;
  if (open && display_open_step (display, cx, text))
    return;
  display_end (display);
  display_name (display, cx);
  fprintf (stderr, "%s\n", text);
}

/* ---- Events ----------------------------------------------------------- */

static void
display_line (struct display *display, const struct pyvenv_event *event,
              const char *label)
{
  display_end (display);
  display_close_step (display, event->context, "");
  fputs ("pyvenv: ", stderr);
  display_name (display, event->context);
  fprintf (stderr, "%s%s\n", label, event->text);
}

/* A step that ends in "..." stays open for dots and its "done.". */
static void
display_step (struct display *display, const struct pyvenv_event *event)
{
  const char *text = event->text;
  size_t length = strlen (text);
  bool open = !display->options->verbose && length > 3
              && strcmp (text + length - 3, "...") == 0;
  if (display_many (display))
    {
      display_step_of (display, event->context, text, open);
      return;
    }
  display_erase (display);
  if (display->midline && open)
    fputc ('\n', stderr);
  fputs (text, stderr);
  display->midline = open;
  if (!open && (length == 0 || text[length - 1] != '\n'))
    fputc ('\n', stderr);
}

static void
display_child (struct display *display, const struct pyvenv_event *event)
{
  if (display->options->verbose)
    {
      display_end (display);
      display_name (display, event->context);
      fprintf (stderr, "%s\n", event->text);
      return;
    }
  /* Of several, a dot would not say which. */
  if (display_many (display))
    return;
  display_erase (display);
  fputc (display->terminal ? "|/-\\"[display->turn++ % 4] : '.', stderr);
  display->spinning = display->terminal;
  display->midline = true;
}

/* Shows a bar on a terminal, elsewhere a line at the end or nothing. */
static void
display_amount (struct display *display, const struct pyvenv_event *event)
{
  bool complete = event->total > 0 && event->done >= event->total;
  if (display->terminal)
    {
      if (display->midline && display->bars.drawn == 0)
        display_end (display);
      complete = bars_update (&display->bars, stderr, event->context,
                              event->text, event->done, event->total);
    }
  if (complete && (!display->terminal || display->options->verbose))
    {
      display_end (display);
      char size[BARS_SIZE];
      bars_size (size, sizeof size, (double) event->done);
      display_name (display, event->context);
      fprintf (stderr, "%s: %s\n", event->text, size);
    }
}

/* With --json each event is an object. */
static void
display_json (struct display *display, const struct pyvenv_event *event,
              bool wanted)
{
  bool quiet = display->options->quiet;
  if (event->kind == PYVENV_EVENT_WARNING)
    warnings_keep (&display->warnings, event);
  if (event->kind != PYVENV_EVENT_AMOUNT)
    amounts_flush (&display->amounts, event->context);
  if (event->kind == PYVENV_EVENT_FINISHED)
    {
      if (event->text != NULL)
        complain_of (true, signals_status (pyvenv_error_kind (event->context)),
                     pyvenv_env_dir (event->context), event->text, NULL);
      json_environment (event, display->builder, &display->warnings);
    }
  else if (event->kind == PYVENV_EVENT_AMOUNT && wanted)
    amounts_tell (&display->amounts, event);
  else if (wanted || (event->kind == PYVENV_EVENT_WARNING && !quiet))
    json_event (event);
}

void
display_event (void *data, const struct pyvenv_event *event)
{
  struct display *display = data;
  const struct options *options = display->options;
  bool wanted = !options->quiet && !options->no_progress;

  display->finished += event->kind == PYVENV_EVENT_FINISHED;
  if (options->json)
    {
      display_json (display, event, wanted);
      return;
    }
  switch (event->kind)
    {
    case PYVENV_EVENT_WARNING:
    case PYVENV_EVENT_DEBUG:
      if (!options->quiet)
        display_line (display, event, event->kind == PYVENV_EVENT_WARNING
                      ? "warning: " : "");
      break;
    case PYVENV_EVENT_PROGRESS:
      if (wanted && event->stream == PYVENV_PROGRESS_MAIN)
        display_step (display, event);
      else if (wanted)
        display_child (display, event);
      break;
    case PYVENV_EVENT_AMOUNT:
      if (wanted)
        display_amount (display, event);
      break;
    case PYVENV_EVENT_FINISHED:
      display_end (display);
      display_close_step (display, event->context, "");
      bars_forget (&display->bars, stderr, event->context);
      if (options->virtualenv != NULL)
        virtualenv_finished (options->virtualenv, event);
      break;
    }
  fflush (stderr);
}
