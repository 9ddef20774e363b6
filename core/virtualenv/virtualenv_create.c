/* virtualenv_create.c: makes the environment, and prints the summary. */
#include <config.h>

#include "virtualenv.h"

#include "cleanup.h"
#include "option_table.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#define VIRTUALENV_DIST_INFO ".dist-info"

/* The next interpreter is tried only where one was not found, which is before
 * anything was begun. */
int
virtualenv_create (struct virtualenv *virtualenv)
{
  pyvenv_builder *builder = virtualenv->builder;
  const struct string_vector *pythons
    = &virtualenv->values[VIRTUALENV_PYTHON].list;
  if (virtualenv->values[VIRTUALENV_RESET_APP_DATA].on
      && pyvenv_builder_cache_clean (builder) < 0)
    return -1;
  if (pythons->count == 0)
    return pyvenv_builder_create (builder, virtualenv->dest);

  int result = -1;
  for (size_t i = 0; result < 0 && i < pythons->count; i++)
    {
      if (pyvenv_builder_set (builder, "python", pythons->items[i]) < 0)
        return -1;
      result = pyvenv_builder_create (builder, virtualenv->dest);
      if (virtualenv->has_python
          || pyvenv_builder_error_kind (builder) != PYVENV_ERROR_INTERPRETER)
        break;
    }
  return result;
}

/* "CPython3.11.7.final.0-64-x86_64".  Which pre-release a Python is is not known
 * here. */
static void
virtualenv_print_python (const pyvenv_context *cx)
{
  const char *implementation = pyvenv_python_fact (cx, "implementation");
  struct utsname system;
  int major, minor, micro;
  pyvenv_python_version (cx, &major, &minor, &micro);
  if (implementation == NULL || strcmp (implementation, "cpython") == 0)
    implementation = "CPython";
  else if (strcmp (implementation, "pypy") == 0)
    implementation = "PyPy";
  printf ("%s%d.%d.%d.final.0-%s-%s", implementation, major, minor, micro,
          pyvenv_python_fact (cx, "bits"),
          uname (&system) == 0 ? system.machine : "");
}

static int
virtualenv_is_dist_info (const struct dirent *entry)
{
  size_t length = strlen (entry->d_name);
  size_t suffix = strlen (VIRTUALENV_DIST_INFO);
  return length > suffix
    && strcmp (entry->d_name + length - suffix, VIRTUALENV_DIST_INFO) == 0;
}

/* "pip==26.3, setuptools==84.2.1": all that is there. */
static void
virtualenv_print_packages (const pyvenv_context *cx)
{
  struct dirent **entries;
  int count = scandir (pyvenv_site_dir (cx), &entries, virtualenv_is_dist_info,
                       alphasort);
  fputs ("    added seed packages:", stdout);
  for (int i = 0; i < count; i++)
    {
      char *name = entries[i]->d_name;
      size_t dash = strcspn (name, "-");
      name[strlen (name) - strlen (VIRTUALENV_DIST_INFO)] = '\0';
      printf ("%s %.*s==%s", i > 0 ? "," : "", (int) dash, name,
              name[dash] != '\0' ? name + dash + 1 : "");
      free (entries[i]);
    }
  putchar ('\n');
  if (count >= 0)
    free (entries);
}

/* "BashActivator,FishActivator", as virtualenv calls them. */
static void
virtualenv_print_activators (const struct virtualenv *virtualenv)
{
  static const char *const classes[][2] = {
    { "bash", "Bash" }, { "cshell", "CShell" }, { "elvish", "Elvish" },
    { "fish", "Fish" }, { "nushell", "Nushell" },
    { "powershell", "PowerShell" }, { "python", "Python" }, { "xonsh", "Xonsh" }
  };
  const char *separator = "  activators ";
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
    if (option_has_word (virtualenv->activators, classes[i][0]))
      {
        printf ("%s%sActivator", separator, classes[i][1]);
        separator = ",";
      }
  if (*separator == ',')
    putchar ('\n');
}

/* The plugin that installed pip, or NULL. */
static const char *
virtualenv_seeder (const struct virtualenv *virtualenv)
{
  const struct pyvenv_plugin *plugin;
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (virtualenv->builder, i, NULL)) != NULL;
       i++)
    if ((plugin->provides & PYVENV_PROVIDES_PIP) != 0)
      return plugin->name;
  return NULL;
}

void
virtualenv_finished (struct virtualenv *virtualenv,
                     const struct pyvenv_event *event)
{
  const pyvenv_context *cx = event->context;
  struct timespec now;
  virtualenv->has_python = true;
  if (event->text != NULL || virtualenv->quiet)
    return;
  clock_gettime (CLOCK_MONOTONIC, &now);
  double elapsed = (double) now.tv_sec + (double) now.tv_nsec / 1e9
                   - virtualenv->start;

  const char *seeder = virtualenv_seeder (virtualenv);
  unsigned options = pyvenv_options (cx);
  fputs ("created virtual environment ", stdout);
  virtualenv_print_python (cx);
  printf (" in %.0fms\n", elapsed * 1000);
  printf ("  creator pyvenv(dest=%s, clear=%s, no_vcs_ignore=%s, global=%s)\n",
          pyvenv_env_dir (cx), options & PYVENV_CLEAR ? "True" : "False",
          virtualenv->values[VIRTUALENV_NO_VCS_IGNORE].on ? "True" : "False",
          options & PYVENV_SYSTEM_SITE ? "True" : "False");
  if (seeder != NULL)
    {
      printf ("  seeder %s\n", seeder);
      virtualenv_print_packages (cx);
    }
  virtualenv_print_activators (virtualenv);
}
