/* report.c: why something failed, and what else there is to say. */
#include <config.h>

#include "report.h"

#include "system.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* No word of a message is longer, and no message: names in archives and on pages
 * can be of any length. */
enum { REPORT_WORD_MAX = 1000, REPORT_MAX = 16000 };

/* ---- Texts ----------------------------------------------------------- */

/* Where the character of UTF-8 begins that the byte at AT of TEXT belongs to. */
static size_t
report_character (const char *text, size_t at)
{
  while (at > 0 && ((unsigned char) text[at] & 0xc0) == 0x80)
    at--;
  return at;
}

/* Adds the LENGTH bytes of TEXT; of more than LIMIT, DOTS stand for the middle. */
static void
report_add_part (struct text *out, const char *text, size_t length, size_t limit,
                 const char *dots)
{
  if (length <= limit)
    {
      text_add_bytes (out, text, length);
      return;
    }
  size_t head = report_character (text, limit / 3 * 2);
  size_t tail = report_character (text, length - limit / 4);
  text_add_bytes (out, text, head);
  text_add (out, dots);
  text_add_bytes (out, text + tail, length - tail);
}

/* Adds TEXT so that it can be printed.  A line that is set in belongs to a message of
 * several lines; any other line feed could begin what looks like another message. */
static void
report_add_visible (struct text *out, const char *text)
{
  const char *feed;
  for (; (feed = strstr (text, "\n  ")) != NULL; text = feed + 1)
    {
      text_add_visible (out, text, (size_t) (feed - text));
      text_add_char (out, '\n');
    }
  text_add_visible (out, text, strlen (text));
}

/* Adds what was formatted, so that it can be printed. */
__attribute__ ((format (printf, 2, 0))) static void
report_vadd (struct text *out, const char *fmt, va_list ap)
{
  CLEAN_TEXT struct text given = TEXT_EMPTY, seen = TEXT_EMPTY, words = TEXT_EMPTY;
  text_vaddf (&given, fmt, ap);
  report_add_visible (&seen, text_string (&given));
  for (const char *at = text_string (&seen); *at != '\0';)
    {
      size_t length = strcspn (at, " "), blanks = strspn (at + length, " ");
      report_add_part (&words, at, length, REPORT_WORD_MAX, "...");
      text_add_bytes (&words, at + length, blanks);
      at += length + blanks;
    }
  report_add_part (out, text_string (&words), words.length, REPORT_MAX, " ... ");
  out->failed |= given.failed || seen.failed || words.failed;
}

/* ---- Errors ---------------------------------------------------------- */

void
report_replace (struct report *report, char *text)
{
  if (text == NULL)
    return;
  free (report->error);
  report->error = text;
}

/* The kind of an error that does not say its own. */
static int
report_default_kind (const struct report *report)
{
  if (report->kind != 0)
    return report->kind;
  if (report->is_usage)
    return PYVENV_ERROR_USAGE;
  return report->speaker != NULL ? PYVENV_ERROR_PLUGIN : PYVENV_ERROR_OTHER;
}

/* Out of memory leaves what there was; where that is nothing, the kind alone
 * tells of an error. */
int
report_vfail (struct report *report, int err, const char *fmt, va_list ap)
{
  int saved = errno;
  struct text text = TEXT_EMPTY;
  report_vadd (&text, fmt, ap);
  if (err != 0)
    {
      char buffer[128];
      text_addf (&text, ": %s", system_error (err, buffer, sizeof buffer));
    }
  if (report->error != NULL)
    text_addf (&text, ": %s", report->error);
  else
    {
      report->culprit = report->speaker;
      report->err = err;
    }

  report->kind = report_default_kind (report);
  report_replace (report, text_take (&text));
  errno = saved;
  return -1;
}

int
report_fail (struct report *report, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail (report, err, fmt, ap);
  va_end (ap);
  return -1;
}

/* KIND, or PYVENV_ERROR_OTHER where it is none: it becomes an exit status, and 256
 * would be success. */
static int
report_valid_kind (int kind)
{
  bool is_known = (kind >= PYVENV_ERROR_OTHER && kind <= PYVENV_ERROR_LOCKED)
                  || kind == PYVENV_ERROR_INTERRUPTED;
  return is_known || kind == 0 ? kind : PYVENV_ERROR_OTHER;
}

int
report_vfail_as (struct report *report, int kind, int err, const char *fmt,
                 va_list ap)
{
  if (report->error == NULL)
    report->kind = report_valid_kind (kind);
  return report_vfail (report, err, fmt, ap);
}

int
report_fail_as (struct report *report, int kind, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, kind, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_first (struct report *report, int kind, int err, const char *fmt, ...)
{
  if (report->kind != 0)
    return -1;
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, kind, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_refuse (struct report *report, const char *fmt, ...)
{
  if (report->kind != 0)
    return -1;
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (report, PYVENV_ERROR_ARCHIVE, 0, fmt, ap);
  va_end (ap);
  return -1;
}

int
report_no_memory (struct report *report)
{
  return report_fail_as (report, PYVENV_ERROR_OTHER, 0, "out of memory");
}

int
report_interrupted (struct report *report)
{
  return report_fail_as (report, PYVENV_ERROR_INTERRUPTED, 0, "interrupted");
}

const char *
report_text (const struct report *report)
{
  return report->error != NULL || report->kind == 0 ? report->error
         : "out of memory";
}

void
report_clear (struct report *report)
{
  free (report->error);
  report->error = NULL;
  report->kind = 0;
  report->err = 0;
  report->culprit = NULL;
  report->is_named = false;
}

void
report_move (struct report *to, struct report *from)
{
  if (from->kind != 0)
    {
      report_fail_as (to, from->kind, 0, "%s", report_text (from));
      if (to->err == 0)
        to->err = from->err;
    }
  report_clear (from);
}

/* ---- Other lines ----------------------------------------------------- */

/* Whether the owner wants lines of LEVEL. */
static bool
report_is_heard (const struct report *report, enum report_level level)
{
  const struct report_owner *owner = report->owner;
  if (owner == NULL || owner->say == NULL)
    return false;
  return level != REPORT_DEBUG
    || (owner->wants_debug != NULL && owner->wants_debug (report->data));
}

void
report_vsay (const struct report *report, enum report_level level,
             const char *fmt, va_list ap)
{
  if (!report_is_heard (report, level))
    return;
  int saved = errno;
  struct text text = TEXT_EMPTY;
  report_vadd (&text, fmt, ap);
  report->owner->say (report->data, level, text_string (&text));
  text_clear (&text);
  errno = saved;
}

void
report_warn (const struct report *report, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (report, REPORT_WARNING, fmt, ap);
  va_end (ap);
}

void
report_debug (const struct report *report, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (report, REPORT_DEBUG, fmt, ap);
  va_end (ap);
}

bool
report_is_cancelled (const struct report *report)
{
  return report->owner != NULL && report->owner->is_cancelled != NULL
    && report->owner->is_cancelled (report->data);
}
