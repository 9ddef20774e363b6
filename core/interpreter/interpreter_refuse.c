/* interpreter_refuse.c: why a candidate does not do. */
#include <config.h>

#include "cleanup.h"
#include "interpreter_private.h"

#include <string.h>

enum interpreter_verdict
interpreter_no_memory (struct interpreter_search *search)
{
  report_fail_as (search->report, PYVENV_ERROR_OTHER, ENOMEM,
                  "cannot look for an interpreter");
  return INTERPRETER_FAILED;
}

enum interpreter_verdict
interpreter_refuse (struct interpreter_search *search, const char *path,
                    const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  CLEAN_TEXT struct text reason = TEXT_EMPTY;
  text_vaddf (&reason, fmt, ap);
  va_end (ap);

  for (size_t i = 0; i < reason.length; i++)
    if ((unsigned char) reason.bytes[i] < 0x20 || reason.bytes[i] == 0x7f)
      reason.bytes[i] = '?';
  search->reason = arena_copy (&search->scratch, text_string (&reason));
  text_addf (&search->refused, "\n  %s: %s", path, text_string (&reason));
  if (search->reason == NULL || search->refused.failed)
    return interpreter_no_memory (search);
  report_debug (search->report, "%s: %s", path, search->reason);
  return INTERPRETER_REFUSED;
}

enum interpreter_verdict
interpreter_refuse_missing (struct interpreter_search *search,
                            const char *path, int error)
{
  struct stat status;
  if (error == ENOENT && lstat (path, &status) == 0)
    {
      char target[1024];
      ssize_t length = readlink (path, target, sizeof target - 1);
      target[length > 0 ? length : 0] = '\0';
      return interpreter_refuse (search, path, "is a link to '%s', which does "
                                 "not exist", target);
    }
  if (error == ENOENT)
    return interpreter_refuse (search, path, "there is no such file");
  return interpreter_refuse (search, path, "%s", strerror (error));
}

enum interpreter_verdict
interpreter_refuse_folder (struct interpreter_search *search, const char *path)
{
  /* An example helps only where it exists. */
  static const char *const names[] = { "bin/python3", "python3" };
  const char *slash = string_ends_with (path, "/") ? "" : "/";
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *inside = arena_format (&search->scratch, "%s%s%s", path,
                                         slash, names[i]);
      if (inside == NULL)
        return interpreter_no_memory (search);
      if (access (inside, X_OK) == 0)
        return interpreter_refuse (search, path, "is a directory; name the "
                                   "interpreter in it, such as '%s'", inside);
    }
  return interpreter_refuse (search, path, "is a directory; name the "
                             "interpreter itself");
}
