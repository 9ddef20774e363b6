/* context_messages.c: errors, warnings and progress of one environment. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Errors ---------------------------------------------------------- */

int
pyvenv_vfail (pyvenv_context *cx, int err, const char *fmt, va_list ap)
{
  return report_vfail (&cx->report, err, fmt, ap);
}

int
pyvenv_fail (pyvenv_context *cx, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail (&cx->report, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
pyvenv_fail_as (pyvenv_context *cx, int kind, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vfail_as (&cx->report, kind, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
context_no_memory (struct pyvenv_context *cx)
{
  return report_no_memory (&cx->report);
}

const char *
pyvenv_last_error (const pyvenv_context *cx)
{
  return report_text (&cx->report);
}

int
pyvenv_error_kind (const pyvenv_context *cx)
{
  return cx->report.kind;
}

void
pyvenv_clear_error (pyvenv_context *cx)
{
  report_clear (&cx->report);
}

/* Whether TEXT begins with WORD, perhaps quoted or as an option. */
static bool
message_begins_with (const char *text, const char *word)
{
  size_t length = strlen (word);
  text += strspn (text, "'-");
  return strncmp (text, word, length) == 0
         && strchr (" ':=", text[length]) != NULL;
}

void
context_name_culprit (struct pyvenv_context *cx, const struct loaded *plugin,
                      const char *phase)
{
  struct text text = TEXT_EMPTY;
  if (cx->report.kind == 0)
    {
      text_addf (&text, "%s: failed in %s and did not say why",
                 plugin->plugin.name, phase);
      cx->report.kind = cx->report.is_usage ? PYVENV_ERROR_USAGE
                                            : PYVENV_ERROR_PLUGIN;
    }
  else if (cx->report.error != NULL && cx->report.culprit == plugin
           && !cx->report.is_named)
    {
      /* Many plugins begin with their own name or that of the key. */
      if (!message_begins_with (cx->report.error, plugin->plugin.name))
        text_addf (&text, "%s: ", plugin->plugin.name);
      if (!cx->report.is_usage
          || !message_begins_with (cx->report.error, phase))
        text_addf (&text, "%s: ", phase);
      text_add (&text, cx->report.error);
    }
  else
    return;
  cx->report.culprit = plugin;
  cx->report.is_named = true;
  report_replace (&cx->report, text_take (&text));
}

/* ---- Events ---------------------------------------------------------- */

void
context_notify (const struct pyvenv_context *cx,
                const struct pyvenv_event *event)
{
  struct environment_setup *setup = cx->setup;
  if (setup->notify == NULL)
    return;
  struct pyvenv_event told = *event;
  told.struct_size = sizeof told;
  pthread_mutex_lock (&setup->notify_lock);
  setup->notify (setup->notify_data, &told);
  pthread_mutex_unlock (&setup->notify_lock);
}

/* Warnings and debug lines say which plugin speaks. */
static void
message_say (void *data, enum report_level level, const char *line)
{
  pyvenv_context *cx = data;
  const struct loaded *plugin = cx->report.speaker;
  struct text text = TEXT_EMPTY;
  if (plugin != NULL)
    text_addf (&text, "%s: ", plugin->plugin.name);
  text_add (&text, line);

  struct pyvenv_event event = { .context = cx };
  event.kind = level == REPORT_WARNING ? PYVENV_EVENT_WARNING
                                       : PYVENV_EVENT_DEBUG;
  event.text = text_string (&text);
  context_notify (cx, &event);
  text_clear (&text);
}

static bool
message_wants_debug (void *data)
{
  const pyvenv_context *cx = data;
  return cx->setup->notify != NULL && context_flag (cx, "verbose");
}

static bool
message_is_cancelled (void *data)
{
  return pyvenv_cancelled (data) != 0;
}

const struct report_owner context_report_owner = {
  .say = message_say,
  .wants_debug = message_wants_debug,
  .is_cancelled = message_is_cancelled,
};

void
pyvenv_warn (pyvenv_context *cx, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (&cx->report, REPORT_WARNING, fmt, ap);
  va_end (ap);
}

/* A warning that was said, of one environment. */
struct warned {
  const char *text;
  struct warned *next;
};

/* A text that cannot be remembered is said again. */
void
context_warn_once (pyvenv_context *cx, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *text = arena_vformat (&cx->arena, fmt, ap);
  va_end (ap);
  for (const struct warned *said = cx->warned; said != NULL && text != NULL;
       said = said->next)
    if (strcmp (said->text, text) == 0)
      return;

  struct warned *said = arena_zeroed (&cx->arena, sizeof *said);
  if (said != NULL && text != NULL)
    {
      *said = (struct warned) { text, cx->warned };
      cx->warned = said;
    }
  pyvenv_warn (cx, "%s", text != NULL ? text : fmt);
}

void
pyvenv_debug (pyvenv_context *cx, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_vsay (&cx->report, REPORT_DEBUG, fmt, ap);
  va_end (ap);
}

void
pyvenv_progress (pyvenv_context *cx, int stream, const char *text)
{
  struct pyvenv_event event = { .kind = PYVENV_EVENT_PROGRESS,
                                .stream = stream, .text = text,
                                .context = cx };
  context_notify (cx, &event);
}

void
pyvenv_progress_amount (pyvenv_context *cx, const char *what,
                        uint64_t done, uint64_t total)
{
  struct pyvenv_event event = { .kind = PYVENV_EVENT_AMOUNT, .text = what,
                                .done = done, .total = total, .context = cx };
  context_notify (cx, &event);
}
