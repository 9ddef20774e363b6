/* events.c: makes an environment with setuptools-pip and writes down each event,
 * one a line, as a program that embeds pyvenv gets them.
 *
 *     events PYTHON ENV_DIR [KEY=VALUE ...]
 *
 * When the line EVENTS_AT of progress comes by, the command EVENTS_RUN is run. */
#include <config.h>

#include <pyvenv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
events_run (const char *line)
{
  const char *at = getenv ("EVENTS_AT"), *command = getenv ("EVENTS_RUN");
  if (at != NULL && command != NULL && strcmp (at, line) == 0
      && system (command) != 0)
    printf ("failed: %s\n", command);
}

static void
events_show (void *data, const struct pyvenv_event *event)
{
  static const char *const streams[] = { "main", "stdout", "stderr" };
  (void) data;
  switch (event->kind)
    {
    case PYVENV_EVENT_PROGRESS:
      printf ("%s: %s\n", streams[event->stream], event->text);
      events_run (event->text);
      break;
    case PYVENV_EVENT_AMOUNT:
      printf ("amount: %s %llu %llu\n", event->text,
              (unsigned long long) event->done,
              (unsigned long long) event->total);
      break;
    case PYVENV_EVENT_WARNING:
      printf ("warning: %s\n", event->text);
      break;
    case PYVENV_EVENT_FINISHED:
      printf ("finished: %s\n", event->text != NULL ? event->text : "well");
      break;
    default:
      break;
    }
}

/* KEY=VALUE becomes a key of the plugin. */
static int
events_set (pyvenv_builder *builder, char *setting)
{
  char *equals = strchr (setting, '=');
  if (equals == NULL)
    return -1;
  *equals = '\0';
  return pyvenv_builder_set_key (builder, "setuptools-pip", setting,
                                 equals + 1);
}

int
main (int argc, char **argv)
{
  pyvenv_builder *builder = pyvenv_builder_new ();
  if (builder == NULL || argc < 3)
    return EXIT_FAILURE;
  pyvenv_builder_on_event (builder, events_show, NULL);

  int result = pyvenv_builder_set (builder, "python", argv[1]);
  if (result == 0)
    result = pyvenv_builder_add_plugin (builder, "setuptools-pip");
  if (result == 0)
    result = pyvenv_builder_load (builder);
  for (int i = 3; result == 0 && i < argc; i++)
    result = events_set (builder, argv[i]);
  if (result == 0)
    result = pyvenv_builder_create (builder, argv[2]);
  if (result < 0)
    fprintf (stderr, "%s\n", pyvenv_builder_error (builder));
  pyvenv_builder_free (builder);
  return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
