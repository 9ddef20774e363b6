/* embed: makes the environments that are named on the command line, from a C
 * program of one's own. */
#include <pyvenv.h>
#include <stdio.h>

/* The library prints nothing: what it has to say comes here. */
static void
embed_notify (void *data, const struct pyvenv_event *event)
{
  (void) data;
  if (event->kind == PYVENV_EVENT_WARNING)
    fprintf (stderr, "warning: %s\n", event->text);
  else if (event->kind == PYVENV_EVENT_FINISHED && event->text == NULL)
    printf ("made %s\n", pyvenv_env_dir (event->context));
}

int
main (int argc, char **argv)
{
  if (argc < 2)
    {
      fprintf (stderr, "usage: embed ENV_DIR...\n");
      return 2;
    }
  pyvenv_builder *builder = pyvenv_builder_new ();
  if (builder == NULL)
    return 1;
  pyvenv_builder_on_event (builder, embed_notify, NULL);

  int result = pyvenv_builder_set (builder, "without-pip", "yes");
  if (result == 0)
    result = pyvenv_builder_create_many (builder,
                                         (const char *const *) argv + 1,
                                         (size_t) argc - 1);
  if (result < 0)
    fprintf (stderr, "%s\n", pyvenv_builder_error (builder));

  int status = result < 0 ? pyvenv_builder_error_kind (builder) : 0;
  pyvenv_builder_free (builder);
  return status;
}
