/* report.c: errors, warnings and progress. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- Errors ---------------------------------------------------------- */

/* Installs TEXT as the error of CX.  Out of memory leaves what there was; where
 * that is nothing, the kind alone tells of an error. */
static void
report_set (pyvenv_context *cx, struct text *text)
{
  char *error = text_take (text);
  if (error == NULL)
    return;
  free (cx->error);
  cx->error = error;
}

/* The kind of an error that does not say its own. */
static int
report_default_kind (const pyvenv_context *cx)
{
  if (cx->error_kind != 0)
    return cx->error_kind;
  if (cx->configuring)
    return PYVENV_ERROR_USAGE;
  return cx->plugin != NULL ? PYVENV_ERROR_PLUGIN : PYVENV_ERROR_OTHER;
}

int
pyvenv_vfail (pyvenv_context *cx, int err, const char *fmt, va_list ap)
{
  int saved = errno;
  struct text text = TEXT_EMPTY;
  text_vaddf (&text, fmt, ap);
  if (err != 0)
    {
      char buffer[128];
      text_addf (&text, ": %s", strerror_r (err, buffer, sizeof buffer));
    }
  if (cx->error != NULL)
    text_addf (&text, ": %s", cx->error);
  else
    cx->error_owner = cx->plugin;

  cx->error_kind = report_default_kind (cx);
  report_set (cx, &text);
  errno = saved;
  return -1;
}

int
pyvenv_fail (pyvenv_context *cx, int err, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  pyvenv_vfail (cx, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
pyvenv_fail_as (pyvenv_context *cx, int kind, int err, const char *fmt, ...)
{
  /* The innermost error knows best what kind it is. */
  if (cx->error == NULL)
    cx->error_kind = kind;
  va_list ap;
  va_start (ap, fmt);
  pyvenv_vfail (cx, err, fmt, ap);
  va_end (ap);
  return -1;
}

int
context_no_memory (struct pyvenv_context *cx)
{
  return pyvenv_fail_as (cx, PYVENV_ERROR_OTHER, 0, "out of memory");
}

const char *
pyvenv_last_error (const pyvenv_context *cx)
{
  return cx->error != NULL || cx->error_kind == 0 ? cx->error
         : "out of memory";
}

int
pyvenv_error_kind (const pyvenv_context *cx)
{
  return cx->error_kind;
}

void
pyvenv_clear_error (pyvenv_context *cx)
{
  free (cx->error);
  cx->error = NULL;
  cx->error_kind = 0;
  cx->error_owner = NULL;
  cx->error_named = false;
}

/* Whether TEXT begins with WORD, perhaps quoted or as an option. */
static bool
report_begins_with (const char *text, const char *word)
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
  if (cx->error == NULL)
    {
      text_addf (&text, "%s: failed in %s and did not say why",
                 plugin->plugin.name, phase);
      cx->error_kind = cx->configuring ? PYVENV_ERROR_USAGE
                                       : PYVENV_ERROR_PLUGIN;
    }
  else if (cx->error_owner == plugin && !cx->error_named)
    {
      /* Many plugins begin with their own name or that of the key. */
      if (!report_begins_with (cx->error, plugin->plugin.name))
        text_addf (&text, "%s: ", plugin->plugin.name);
      if (!cx->configuring || !report_begins_with (cx->error, phase))
        text_addf (&text, "%s: ", phase);
      text_add (&text, cx->error);
    }
  else
    return;
  cx->error_owner = plugin;
  cx->error_named = true;
  report_set (cx, &text);
}

/* ---- Events ---------------------------------------------------------- */

void
context_notify (const struct pyvenv_context *cx,
                const struct pyvenv_event *event)
{
  struct environment_setup *setup = cx->setup;
  if (setup == NULL || setup->notify == NULL)
    return;
  struct pyvenv_event told = *event;
  told.struct_size = sizeof told;
  pthread_mutex_lock (&setup->notify_lock);
  setup->notify (setup->notify_data, &told);
  pthread_mutex_unlock (&setup->notify_lock);
}

/* Warnings and debug lines say which plugin speaks. */
static void report_speak (pyvenv_context *cx, enum pyvenv_event_kind kind,
                          const char *fmt, va_list ap) PYVENV_PRINTF (3, 0);

static void
report_speak (pyvenv_context *cx, enum pyvenv_event_kind kind,
              const char *fmt, va_list ap)
{
  int saved = errno;
  struct text text = TEXT_EMPTY;
  if (cx->plugin != NULL)
    text_addf (&text, "%s: ", cx->plugin->plugin.name);
  text_vaddf (&text, fmt, ap);

  struct pyvenv_event event = { .kind = kind, .context = cx };
  event.text = text_string (&text);
  context_notify (cx, &event);
  text_clear (&text);
  errno = saved;
}

void
pyvenv_warn (pyvenv_context *cx, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  report_speak (cx, PYVENV_EVENT_WARNING, fmt, ap);
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
  if (cx->setup == NULL || cx->setup->notify == NULL
      || !context_flag (cx, "verbose"))
    return;
  va_list ap;
  va_start (ap, fmt);
  report_speak (cx, PYVENV_EVENT_DEBUG, fmt, ap);
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
