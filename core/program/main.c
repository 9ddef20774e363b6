/* main.c: the program: chooses what to do, and the exit status. */
#include <config.h>

#include "activate.h"
#include "complain.h"
#include "completion.h"
#include "describe.h"
#include "display.h"
#include "environments.h"
#include "json.h"
#include "options.h"
#include "show_config.h"
#include "signals.h"
#include "virtualenv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Opens the standard descriptors that are closed.  Else a file of the environment
 * would get such a number, and our messages would end up in it. */
static void
main_reserve_descriptors (void)
{
  int fd;
  do
    fd = open ("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd >= 0)
    close (fd);
}

/* Prints the error of BUILDER and returns the exit status. */
static int
main_failed (const pyvenv_builder *builder, const struct display *display)
{
  const struct options *options = display->options;
  const char *error = pyvenv_builder_error (builder);
  int status = signals_status (pyvenv_builder_error_kind (builder));

  if (!options->json || display->finished == 0)
    complain (options->json, status, error, NULL);
  /* They are begun in order, so that the rest was not begun. */
  for (size_t i = display->finished; options->json && i < options->env_count;
       i++)
    json_failure (options->env_dirs[i], status, display->finished == 0 ? error
                  : "not tried, since another environment failed");
  return status;
}

/* Environments are being made: whatever ends the process now ends it in the
 * middle.  Changed by main_create alone, read by the handler of exit. */
static bool main_is_creating;

/* A plugin that calls exit (0) must not look like success. */
static void
main_exit_early (void)
{
  static const char text[] = "pyvenv: a plugin ended the program; the next pyvenv "
    "on ENV_DIR cleans up\n";
  if (!main_is_creating)
    return;
  (void) !write (STDERR_FILENO, text, sizeof text - 1);
  _exit (PYVENV_ERROR_PLUGIN);
}

/* What the environments are for: they are made, or mended. */
static int
main_work (pyvenv_builder *builder, const struct options *options)
{
  if (options->virtualenv != NULL)
    return virtualenv_create (options->virtualenv);
  if (options->action != OPTION_MOVED)
    return pyvenv_builder_create_many (builder, options->env_dirs,
                                       options->env_count);
  int result = 0;
  for (size_t i = 0; result == 0 && i < options->env_count; i++)
    result = pyvenv_builder_mend (builder, options->env_dirs[i]);
  return result;
}

static int
main_create (pyvenv_builder *builder, const struct options *options)
{
  signals_catch (builder);
  atexit (main_exit_early);
  main_is_creating = true;
  int result = main_work (builder, options);
  main_is_creating = false;
  signals_release ();
  return result;
}

/* For how long what is in the cache is not pruned. */
static unsigned
main_days (const char *value)
{
  return value != NULL ? (unsigned) strtoul (value, NULL, 10) : 30;
}

static int
main_completion (pyvenv_builder *builder, const struct options *options)
{
  return completion_print (builder, options->value) == 0 ? 0
    : complain (options->json, PYVENV_ERROR_OTHER, "out of memory", NULL);
}

static int
main_run (pyvenv_builder *builder, struct display *display,
          const struct options *options)
{
  int result;
  switch (options->action)
    {
    case OPTION_HELP:
      options_help (builder, stdout);
      return 0;
    case OPTION_VERSION:
      describe_version (options->json);
      return 0;
    case OPTION_PLUGINS:
      return describe_all (builder, options->json);
    case OPTION_PLUGIN_INFO:
      return describe_one (builder, options->value, options->json);
    case OPTION_SHOW_CONFIG:
      return show_config (builder, options->value, options->json);
    case OPTION_COMPLETION:
      return main_completion (builder, options);
    case OPTION_LIST:
      result = environments_list (builder, options->json);
      break;
    case OPTION_REMOVE:
      return environments_remove (builder, options);
    case OPTION_ACTIVATE:
      return activate_print (options);
    case OPTION_CACHE_INFO:
      result = describe_cache (builder, options->json);
      break;
    case OPTION_CACHE_CLEAN:
      result = pyvenv_builder_cache_clean (builder);
      break;
    case OPTION_CACHE_PRUNE:
      result = pyvenv_builder_cache_prune (builder, main_days (options->value));
      break;
    default:
      result = main_create (builder, options);
    }
  display_end (display);
  return result < 0 ? main_failed (builder, display) : 0;
}

/* As virtualenv, whose command line ARGV is but for the first SKIPPED words. */
static int
main_as_virtualenv (pyvenv_builder *builder, struct display *display,
                    struct options *options, char **argv, int argc, int skipped)
{
  struct virtualenv virtualenv;
  int status = virtualenv_read (&virtualenv, builder, argc - skipped + 1,
                                argv + skipped - 1);
  options->virtualenv = &virtualenv;
  options->verbose = virtualenv.verbose;
  options->quiet = virtualenv.quiet && !virtualenv.verbose;
  if (status == 0 && !virtualenv.is_done)
    status = main_run (builder, display, options);
  options->virtualenv = NULL;
  virtualenv_release (&virtualenv);
  return status;
}

int
main (int argc, char **argv)
{
  main_reserve_descriptors ();
  pyvenv_builder *builder = pyvenv_builder_new ();
  if (builder == NULL)
    {
      fputs ("pyvenv: out of memory\n", stderr);
      return PYVENV_ERROR_OTHER;
    }

  /* Set first: warnings may come while the options are read. */
  struct options options = { .action = OPTIONS_CREATE };
  struct display display;
  display_init (&display, builder, &options);
  pyvenv_builder_on_event (builder, display_event, &display);

  int skipped = virtualenv_is_asked (argc, argv);
  int status = skipped > 0 ? main_as_virtualenv (builder, &display, &options,
                                                 argv, argc, skipped)
               : options_read (builder, argc, argv, &options);
  if (status == 0 && skipped == 0)
    status = main_run (builder, &display, &options);
  pyvenv_builder_free (builder);
  if (fflush (stdout) != 0 && status == 0)
    {
      char text[128];
      snprintf (text, sizeof text, "cannot write the result: %s",
                strerror (errno));
      status = complain (options.json, PYVENV_ERROR_OTHER, text, NULL);
    }
  return status;
}
