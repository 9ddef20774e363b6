/* script_name.c: which names scripts may have. */
#include <config.h>

#include "script_name.h"

#include "text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { SCRIPT_NAME_MAX = 255 };

/* Whether NAME, in lower case and LENGTH bytes long, runs an interpreter. */
static bool
script_name_is_interpreter (const char *name, size_t length)
{
  static const char *const stems[] = { "python", "pypy", "graalpy", NULL };
  for (size_t i = 0; stems[i] != NULL; i++)
    {
      size_t stem = strlen (stems[i]);
      if (length < stem || strncasecmp (name, stems[i], stem) != 0)
        continue;
      /* What may follow: a "w", a version, a "t" for free-threaded builds. */
      size_t rest = stem + strspn (name + stem, "wW");
      rest += strspn (name + rest, "0123456789.");
      rest += strspn (name + rest, "tT");
      if (rest >= length)
        return true;
    }
  return false;
}

int
script_name_check (const char *name, struct report *report)
{
  size_t length = strlen (name);
  if (length == 0 || strchr (name, '/') != NULL || string_has_control (name)
      || strchr (name, '\\') != NULL || strcmp (name, ".") == 0
      || strcmp (name, "..") == 0 || length > SCRIPT_NAME_MAX)
    return report_refuse (report, "the script '%s' would not lie in the "
                          "folder for scripts", name);

  /* An .exe or .py of that name counts too: some systems run it for it. */
  size_t stem = length;
  if (length > 4 && strcasecmp (name + length - 4, ".exe") == 0)
    stem = length - 4;
  else if (length > 3 && strcasecmp (name + length - 3, ".py") == 0)
    stem = length - 3;
  if (script_name_is_interpreter (name, stem))
    return report_refuse (report, "the script '%s' would take the place of an "
                          "interpreter", name);

  if (strncasecmp (name, "activate", 8) == 0
      || strncasecmp (name, "deactivate", 10) == 0)
    report_warn (report, "the script '%s' is named like an activation script",
                 name);
  return 0;
}
