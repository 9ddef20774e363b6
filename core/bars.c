/* bars.c: one line on the terminal for each piece of work that goes on.
 *
 * Only the cursor is moved and lines are erased; nothing is hidden or saved, so
 * that a process that is killed leaves a usable terminal. */
#include <config.h>

#include "bars.h"

#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#define BAR_WIDTH 24
#define NAME_WIDTH 34
#define REDRAW_SECONDS 0.08

/* A rate over less than this says nothing. */
#define RATE_SECONDS 0.3
#define ERASE_LINE "\r\033[K"
#define LINE_UP "\033[1A"

double
bars_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

void
bars_erase (struct bars *bars, FILE *out)
{
  if (bars->drawn == 0)
    return;
  fputs (ERASE_LINE, out);
  for (; bars->drawn > 1; bars->drawn--)
    fputs (LINE_UP ERASE_LINE, out);
  bars->drawn = 0;
}

/* "1.7 MiB", "312 KiB" */
static void
bars_size (char *out, size_t size, double bytes)
{
  if (bytes >= 1024 * 1024)
    snprintf (out, size, "%.1f MiB", bytes / (1024 * 1024));
  else
    snprintf (out, size, "%.0f KiB", bytes / 1024);
}

/* The bar itself, or nothing where the total is not known. */
static void
bars_meter (const struct bar *bar, char *out, size_t size)
{
  out[0] = '\0';
  if (bar->total == 0 || size < BAR_WIDTH + 4)
    return;
  double share = (double) bar->done / (double) bar->total;
  size_t full = share >= 1 ? BAR_WIDTH : (size_t) (share * BAR_WIDTH);
  char meter[BAR_WIDTH + 1];
  memset (meter, '.', BAR_WIDTH);
  memset (meter, '#', full);
  meter[BAR_WIDTH] = '\0';
  snprintf (out, size, "[%s] ", meter);
}

void
bars_format (const struct bar *bar, double now, size_t width, char *out,
             size_t size)
{
  char meter[BAR_WIDTH + 4], done[24], total[24] = "", speed[32] = "";
  char left[32] = "";
  double elapsed = now - bar->start;
  double rate = elapsed >= RATE_SECONDS ? (double) bar->done / elapsed : 0;

  bars_meter (bar, meter, sizeof meter);
  bars_size (done, sizeof done, (double) bar->done);
  if (bar->total > 0)
    bars_size (total, sizeof total, (double) bar->total);
  if (rate >= 1)
    {
      char unit[24];
      bars_size (unit, sizeof unit, rate);
      snprintf (speed, sizeof speed, " %s/s", unit);
      if (bar->total > bar->done)
        snprintf (left, sizeof left, " %.0f s left",
                  (double) (bar->total - bar->done) / rate);
    }
  snprintf (out, size, "%-*.*s %s%s%s%s%s%s", NAME_WIDTH, NAME_WIDTH,
            bar->what, meter, done, *total != '\0' ? " of " : "", total,
            speed, left);
  if (strlen (out) > width)
    out[width] = '\0';
}

/* One column less than there are, so that no line ever wraps. */
static size_t
bars_width (FILE *out)
{
  struct winsize size;
  if (ioctl (fileno (out), TIOCGWINSZ, &size) < 0 || size.ws_col < 20)
    return 79;
  return size.ws_col - 1u;
}

static void
bars_draw (struct bars *bars, FILE *out)
{
  char line[256];
  double now = bars_now ();
  size_t width = bars_width (out);
  bars_erase (bars, out);
  for (size_t i = 0; i < bars->count; i++)
    {
      bars_format (&bars->bar[i], now, width < sizeof line ? width
                   : sizeof line - 1, line, sizeof line);
      fprintf (out, "%s%s", i > 0 ? "\n" : "", line);
    }
  bars->drawn = bars->count;
  bars->last = now;
}

static struct bar *
bars_find (struct bars *bars, const void *owner, const char *what)
{
  for (size_t i = 0; i < bars->count; i++)
    if (bars->bar[i].owner == owner
        && strncmp (bars->bar[i].what, what, sizeof bars->bar[i].what - 1) == 0)
      return &bars->bar[i];
  if (bars->count == BARS_MOST)
    return NULL;

  struct bar *bar = &bars->bar[bars->count++];
  *bar = (struct bar) { .owner = owner, .start = bars_now () };
  snprintf (bar->what, sizeof bar->what, "%s", what);
  return bar;
}

bool
bars_update (struct bars *bars, FILE *out, const void *owner,
             const char *what, uint64_t done, uint64_t total, double *elapsed)
{
  struct bar *bar = bars_find (bars, owner, what);
  bool complete = total > 0 && done >= total;
  if (bar == NULL)
    return complete;

  bar->done = done;
  bar->total = total;
  if (complete)
    {
      if (elapsed != NULL)
        *elapsed = bars_now () - bar->start;
      bars_erase (bars, out);
      size_t after = (size_t) (bars->bar + bars->count - (bar + 1));
      memmove (bar, bar + 1, after * sizeof *bar);
      bars->count--;
      bars->last = 0;
    }
  if (bars->count > bars->drawn
      || (bars->count > 0 && bars_now () - bars->last >= REDRAW_SECONDS))
    bars_draw (bars, out);
  return complete;
}
