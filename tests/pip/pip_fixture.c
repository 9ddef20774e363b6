/* pip_fixture.c: a machine and a user with settings of pip. */
#include <config.h>

#include "pip_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char fixture_folder[] = "/tmp/pyvenv-test.XXXXXX";
struct pyvenv_context fixture_context;
static pyvenv_builder *builder; /* without a callback */

void
fixture_write (const char *name, const char *text)
{
  char path[256];
  snprintf (path, sizeof path, "%s/%s", fixture_folder, name);
  for (char *slash = path; (slash = strchr (slash + 1, '/')) != NULL;)
    {
      *slash = '\0';
      mkdir (path, 0700);
      *slash = '/';
    }
  FILE *file = fopen (path, "w");
  assert_non_null (file);
  fputs (text, file);
  fclose (file);
}

void
fixture_set (const char *variable, const char *name)
{
  char path[256];
  snprintf (path, sizeof path, "%s/%s", fixture_folder, name);
  setenv (variable, path, 1);
}

int
fixture_setup (void **state)
{
  (void) state;
  static const char *const variables[] = {
    "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "XDG_CONFIG_HOME", NULL
  };
  for (char **variable = environ; *variable != NULL;)
    if (strncmp (*variable, "PIP_", 4) == 0)
      {
        char name[64];
        snprintf (name, sizeof name, "%.*s",
                  (int) strcspn (*variable, "="), *variable);
        unsetenv (name);
        variable = environ;
      }
    else
      variable++;
  for (size_t i = 0; variables[i] != NULL; i++)
    unsetenv (variables[i]);
  strcpy (fixture_folder + strlen (fixture_folder) - 6, "XXXXXX");
  if (mkdtemp (fixture_folder) == NULL)
    return -1;
  builder = pyvenv_builder_new ();
  if (builder == NULL)
    return -1;
  fixture_context.setup = &builder->setup;
  fixture_set ("HOME", "home");
  fixture_set ("XDG_CONFIG_DIRS", "xdg");
  return 0;
}

int
fixture_teardown (void **state)
{
  (void) state;
  char command[64];
  snprintf (command, sizeof command, "rm -rf '%s'", fixture_folder);
  arena_release (&arena);
  pyvenv_builder_free (builder);
  return system (command);
}

struct pip_config
fixture_config (void)
{
  struct pip_config found;
  assert_int_equal (pip_config_read (&fixture_context, &arena, &found), 0);
  return found;
}
