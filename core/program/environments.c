/* environments.c: what the program does with environments that exist. */
#include <config.h>

#include "environments.h"

#include "bars.h"
#include "complain.h"
#include "json.h"

#include <time.h>

static void
environments_show (void *data, const struct pyvenv_environment *environment)
{
  char size[BARS_SIZE], day[16] = "";
  time_t used = (time_t) environment->last_used;
  struct tm local;
  (void) data;
  if (localtime_r (&used, &local) != NULL)
    strftime (day, sizeof day, "%Y-%m-%d", &local);
  bars_size (size, sizeof size, (double) environment->bytes);
  printf ("%-16s %-8s %9s  %s  %s\n", environment->name,
          environment->version != NULL ? environment->version : "-", size, day,
          environment->path);
  if (environment->fault != NULL)
    printf ("%-16s (does not work: %s)\n", "", environment->fault);
}

static void
environments_show_json (void *data, const struct pyvenv_environment *environment)
{
  (void) data;
  fputc ('{', stdout);
  json_member (stdout, "name", environment->name);
  json_member (stdout, "env_dir", environment->path);
  json_member (stdout, "version", environment->version);
  json_member (stdout, "home", environment->home);
  json_number (stdout, "bytes", environment->bytes);
  json_number (stdout, "last_used", (uint64_t) environment->last_used);
  json_member (stdout, "fault", environment->fault);
  json_boolean (stdout, "whole", environment->fault == NULL);
  json_end (stdout, 0, NULL);
}

int
environments_list (pyvenv_builder *builder, bool json)
{
  return pyvenv_builder_list (builder, json ? environments_show_json
                              : environments_show, NULL);
}

/* What became of one environment that was to be removed. */
static void
environments_show_removed (const char *env_dir, int status, const char *error)
{
  fputc ('{', stdout);
  json_member (stdout, "env_dir", env_dir);
  json_boolean (stdout, "removed", status == 0);
  json_end (stdout, status, error);
}

int
environments_remove (pyvenv_builder *builder, const struct options *options)
{
  for (size_t i = 0; i < options->env_count; i++)
    {
      bool good = pyvenv_builder_remove (builder, options->env_dirs[i]) == 0;
      int status = pyvenv_builder_error_kind (builder);
      const char *error = pyvenv_builder_error (builder);
      if (options->json)
        environments_show_removed (options->env_dirs[i], status, error);
      if (!good)
        return complain (options->json, status, error, NULL);
    }
  return 0;
}
