/* two_builders.c: uses two builders in one process.  The first cannot reach its
 * index; the second, with another one, makes several environments.
 *
 *     two_builders PYTHON LOST_INDEX INDEX ENV_DIR ENV_DIR ...
 *
 * Exits with the kind of the second one's failure. */
#include <config.h>

#include <pyvenv.h>
#include <stdio.h>
#include <stdlib.h>

/* Makes the COUNT environments ENV_DIRS with the wheels of the index at URL.
 * Returns the kind of failure. */
static int
two_builders_make (const char *python, const char *url,
                   const char *const *env_dirs, size_t count)
{
  pyvenv_builder *builder = pyvenv_builder_new ();
  if (builder == NULL)
    return PYVENV_ERROR_OTHER;

  int result = pyvenv_builder_set (builder, "python", python);
  if (result == 0)
    result = pyvenv_builder_add_plugin (builder, "setuptools-pip");
  if (result == 0)
    result = pyvenv_builder_set_key (builder, "setuptools-pip", "source",
                                     "index");
  if (result == 0)
    result = pyvenv_builder_set_key (builder, "setuptools-pip", "index-url",
                                     url);
  if (result == 0)
    result = pyvenv_builder_load (builder);
  if (result == 0)
    result = pyvenv_builder_create_many (builder, env_dirs, count);

  int kind = result == 0 ? 0 : pyvenv_builder_error_kind (builder);
  if (result < 0)
    fprintf (stderr, "%s\n", pyvenv_builder_error (builder));
  pyvenv_builder_free (builder);
  return kind;
}

int
main (int argc, char **argv)
{
  if (argc < 5)
    return EXIT_FAILURE;
  const char *const *env_dirs = (const char *const *) argv + 4;
  if (two_builders_make (argv[1], argv[2], env_dirs, 1)
      != PYVENV_ERROR_NETWORK)
    {
      fprintf (stderr, "the first builder reached '%s'\n", argv[2]);
      return EXIT_FAILURE;
    }
  return two_builders_make (argv[1], argv[3], env_dirs, (size_t) argc - 4);
}
