/* bars.c: a line on the terminal for each download that goes on.
 *
 * Moves the cursor and erases lines, and does not hide the cursor or save the
 * screen: a process that is killed must leave a usable terminal. */
#include <config.h>

#include "bars.h"

#include "terminal.h"

#include <string.h>
#include <time.h>

#define BAR_WIDTH 24
#define BAR_LEAST 8
#define NAME_WIDTH 34

/* The width of a meter where the line has no room for a longer one, as with eighty
 * columns. */
#define NAME_WIDTH_NARROW 20
#define NUMBERS_WIDTH 40

/* The columns of a terminal that does not say; and the fewest that have room for
 * the start of a name. */
#define COLUMNS_USUAL 80
#define COLUMNS_LEAST 10

#define REDRAW_SECONDS 0.08

/* Over a shorter time than this, in seconds, a rate means nothing. */
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

void
bars_size (char *out, size_t size, double bytes)
{
  if (bytes >= 1024 * 1024)
    snprintf (out, size, "%.1f MiB", bytes / (1024 * 1024));
  else
    snprintf (out, size, "%.0f KiB", bytes / 1024);
}

/* The bar itself, of WIDTH characters.  Empty where the total is unknown or the
 * line has no room for it. */
static void
bars_meter (const struct bar *bar, size_t width, char *out, size_t size)
{
  out[0] = '\0';
  if (bar->total == 0 || width < BAR_LEAST)
    return;
  if (width > BAR_WIDTH)
    width = BAR_WIDTH;
  double share = (double) bar->done / (double) bar->total;
  size_t full = share >= 1 ? width : (size_t) (share * (double) width);
  char meter[BAR_WIDTH + 1];
  memset (meter, '.', width);
  memset (meter, '#', full);
  meter[width] = '\0';
  snprintf (out, size, "[%s] ", meter);
}

/* "1.0 MiB of 2.0 MiB 512 KiB/s 2 s left", or as much as is known. */
static void
bars_numbers (const struct bar *bar, double now, char *out, size_t size)
{
  char done[BARS_SIZE], total[BARS_SIZE] = "", speed[32] = "", left[32] = "";
  double elapsed = now - bar->start;
  double rate = elapsed >= RATE_SECONDS ? (double) bar->done / elapsed : 0;

  bars_size (done, sizeof done, (double) bar->done);
  if (bar->total > 0)
    bars_size (total, sizeof total, (double) bar->total);
  if (rate >= 1)
    {
      char unit[BARS_SIZE];
      bars_size (unit, sizeof unit, rate);
      snprintf (speed, sizeof speed, " %s/s", unit);
      if (bar->total > bar->done)
        snprintf (left, sizeof left, " %.0f s left",
                  (double) (bar->total - bar->done) / rate);
    }
  snprintf (out, size, "%s%s%s%s%s", done, *total != '\0' ? " of " : "", total,
            speed, left);
}

/* The length of the part of a wheel's name that is of use: project and version. */
static size_t
bars_short_length (const char *what)
{
  size_t length = strlen (what);
  const char *dash = strchr (what, '-');
  dash = dash != NULL ? strchr (dash + 1, '-') : NULL;
  return dash != NULL && length > 4 && strcmp (what + length - 4, ".whl") == 0
    ? (size_t) (dash - what) : length;
}

void
bars_format (const struct bar *bar, double now, size_t width, char *out,
             size_t size)
{
  char meter[BAR_WIDTH + 4], numbers[128];
  size_t field = NAME_WIDTH, length = strlen (bar->what);
  if (width < NAME_WIDTH + 1 + BAR_WIDTH + 3 + NUMBERS_WIDTH)
    {
      field = NAME_WIDTH_NARROW;
      length = bars_short_length (bar->what);
    }
  if (length > field)
    length = field;

  size_t used = field + 1 + 3 + NUMBERS_WIDTH;
  bars_meter (bar, width > used ? width - used : 0, meter, sizeof meter);
  bars_numbers (bar, now, numbers, sizeof numbers);
  snprintf (out, size, "%-*.*s %s%s", (int) field, (int) length, bar->what,
            meter, numbers);
  if (strlen (out) > width)
    out[width] = '\0';
}

/* Three columns less than the terminal has: a line that wraps cannot be erased, and
 * the terminal writes "^C" behind it. */
size_t
bars_width (unsigned columns)
{
  if (columns == 0)
    columns = COLUMNS_USUAL;
  return columns < COLUMNS_LEAST ? 0 : columns - 3;
}

static void
bars_draw (struct bars *bars, FILE *out)
{
  char line[256];
  double now = bars_now ();
  size_t width = bars_width (terminal_width (out));
  bars_erase (bars, out);
  bars->last = now;
  if (width == 0)
    return;
  for (size_t i = 0; i < bars->count; i++)
    {
      bars_format (&bars->bar[i], now, width < sizeof line ? width
                   : sizeof line - 1, line, sizeof line);
      fprintf (out, "%s%s", i > 0 ? "\n" : "", line);
    }
  bars->drawn = bars->count;
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

static void
bars_remove (struct bars *bars, struct bar *bar)
{
  size_t after = (size_t) (bars->bar + bars->count - (bar + 1));
  memmove (bar, bar + 1, after * sizeof *bar);
  bars->count--;
  bars->last = 0;
}

void
bars_forget (struct bars *bars, FILE *out, const void *owner)
{
  bars_erase (bars, out);
  for (size_t i = bars->count; i-- > 0;)
    if (bars->bar[i].owner == owner)
      bars_remove (bars, &bars->bar[i]);
}

bool
bars_update (struct bars *bars, FILE *out, const void *owner,
             const char *what, uint64_t done, uint64_t total)
{
  struct bar *bar = bars_find (bars, owner, what);
  bool complete = total > 0 && done >= total;
  if (bar == NULL)
    return complete;

  if (done < bar->done)
    bar->start = bars_now ();
  bar->done = done;
  bar->total = total;
  if (complete)
    {
      bars_erase (bars, out);
      bars_remove (bars, bar);
    }
  if (bars->count > bars->drawn
      || (bars->count > 0 && bars_now () - bars->last >= REDRAW_SECONDS))
    bars_draw (bars, out);
  return complete;
}
