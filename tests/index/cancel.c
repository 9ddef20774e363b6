/* cancel.c: upgrades an environment with --upgrade-deps and asks it to stop when
 * a line of progress comes by, as a signal at that very moment would.
 *
 *     cancel PYTHON ENV_DIR LINE [PLUGIN]
 *
 * Exits with the kind of failure. */
#include <config.h>

#include <pyvenv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cancel {
  pyvenv_builder *builder;
  const char *line;
};

static void
cancel_at_line (void *data, const struct pyvenv_event *event)
{
  const struct cancel *cancel = data;
  if (event->kind == PYVENV_EVENT_PROGRESS
      && strcmp (event->text, cancel->line) == 0)
    {
      printf ("%s\n", event->text);
      pyvenv_builder_cancel (cancel->builder);
    }
}

int
main (int argc, char **argv)
{
  struct cancel cancel = { .builder = pyvenv_builder_new () };
  if (cancel.builder == NULL || argc < 4)
    return EXIT_FAILURE;
  cancel.line = argv[3];
  pyvenv_builder_on_event (cancel.builder, cancel_at_line, &cancel);

  int result = pyvenv_builder_set (cancel.builder, "python", argv[1]);
  if (result == 0)
    result = pyvenv_builder_set (cancel.builder, "upgrade", NULL);
  if (result == 0)
    result = pyvenv_builder_set (cancel.builder, "upgrade-deps", NULL);
  if (result == 0 && argc > 4)
    result = pyvenv_builder_add_plugin (cancel.builder, argv[4]);
  if (result == 0)
    result = pyvenv_builder_load (cancel.builder);
  if (result == 0)
    result = pyvenv_builder_create (cancel.builder, argv[2]);
  int kind = result == 0 ? 0 : pyvenv_builder_error_kind (cancel.builder);
  if (result < 0)
    fprintf (stderr, "%s\n", pyvenv_builder_error (cancel.builder));
  pyvenv_builder_free (cancel.builder);
  return kind;
}
