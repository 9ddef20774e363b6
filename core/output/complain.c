/* complain.c: the errors and warnings of the program itself, on stderr. */
#include <config.h>

#include "complain.h"

#include "json.h"

#include <string.h>

bool
complain_as_json (int argc, char *const *argv)
{
  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    if (strcmp (argv[i], "--json") == 0)
      return true;
  return false;
}

int
complain (bool json, int status, const char *text, const char *hint)
{
  return complain_of (json, status, NULL, text, hint);
}

int
complain_of (bool json, int status, const char *env_dir, const char *text,
             const char *hint)
{
  if (json)
    {
      fputc ('{', stderr);
      json_member (stderr, "event", "error");
      json_number (stderr, "status", (uint64_t) status);
      json_member (stderr, "env_dir", env_dir);
      json_member (stderr, "hint", hint);
      json_last (stderr, "text", text);
    }
  else
    {
      fprintf (stderr, "pyvenv: %s\n", text);
      if (hint != NULL)
        fprintf (stderr, "%s\n", hint);
    }
  return status;
}

void
complain_mildly (bool json, const char *text)
{
  if (!json)
    {
      fprintf (stderr, "pyvenv: warning: %s\n", text);
      return;
    }
  fputc ('{', stderr);
  json_member (stderr, "event", "warning");
  json_member (stderr, "env_dir", NULL);
  json_last (stderr, "text", text);
}
