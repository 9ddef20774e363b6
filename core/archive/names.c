/* names.c: names of wheels, of distributions, of archive members and of
 * scripts. */
#include <config.h>

#include "names.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#define DIST_INFO_SUFFIX ".dist-info"

enum {
  MEMBER_LENGTH_MAX = 1024,
  MEMBER_COMPONENT_MAX = 255,
  MEMBER_DEPTH_MAX = 32
};

static char
name_lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

int
wheel_name_read (struct wheel_name *ret, struct arena *arena,
                 const char *file_name, struct report *report)
{
  if (wheel_name_parse (ret, arena, file_name))
    return 0;
  return errno == EINVAL
    ? report_refuse (report, "its name is not that of a wheel")
    : report_error (report, errno, "cannot read its name");
}

int
wheel_name_check_tags (const struct wheel_name *name,
                       const char *implementation, int major, int minor,
                       struct report *report)
{
  if (!wheel_name_is_pure (name))
    return report_refuse (report, "it is not a pure Python wheel (its name "
                          "says %s-%s, not none-any)", name->abi_tags,
                          name->platform_tags);
  if (!wheel_name_fits (name, implementation, major, minor))
    return report_refuse (report, "it is for %s, not for Python %d.%d",
                          name->python_tags, major, minor);
  return 0;
}

bool
name_is_dist_info (const char *dir, const char *canonical,
                   const char **version, size_t *length)
{
  if (!string_ends_with (dir, DIST_INFO_SUFFIX))
    return false;
  size_t stem = strlen (dir) - strlen (DIST_INFO_SUFFIX);
  const char *dash = memchr (dir, '-', stem);
  if (dash == NULL || dash == dir)
    return false;

  /* Compares without allocating: this runs for each entry of a folder. */
  const char *c = canonical;
  for (const char *s = dir; s < dash; s++)
    {
      bool joins = strchr ("_.", *s) != NULL;
      if (joins && c > canonical && c[-1] == '-')
        continue;
      if (*c != (joins ? '-' : name_lower (*s)))
        return false;
      c++;
    }
  if (*c != '\0')
    return false;

  if (version != NULL)
    {
      *version = dash + 1;
      *length = stem - (size_t) (dash + 1 - dir);
    }
  return true;
}

int
member_name_check (const char *name, struct report *report)
{
  size_t length = strlen (name), depth = 0;
  if (length > MEMBER_LENGTH_MAX)
    return report_refuse (report, "a member has a name of %zu bytes", length);
  if (string_has_control (name))
    return report_refuse (report, "the name of a member has control "
                          "characters");
  if (name[0] == '/' || strchr (name, '\\') != NULL
      || (name[0] != '\0' && name[1] == ':'))
    return report_refuse (report, "member '%s' is not a relative path with "
                          "slashes", name);

  for (const char *s = name; *s != '\0'; depth++)
    {
      size_t component = strcspn (s, "/");
      if (component == 0 || (component == 1 && s[0] == '.')
          || (component == 2 && s[0] == '.' && s[1] == '.'))
        return report_refuse (report, "member '%s' has the component '%.*s'",
                              name, (int) component, s);
      if (component > MEMBER_COMPONENT_MAX || depth == MEMBER_DEPTH_MAX)
        return report_refuse (report, "member '%.80s...' has a path that is "
                              "too long", name);
      s += component;
      s += *s == '/';
    }
  return 0;
}

/* Whether NAME, in lower case and LENGTH bytes long, runs an interpreter. */
static bool
script_is_interpreter (const char *name, size_t length)
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
      || strcmp (name, "..") == 0 || length > MEMBER_COMPONENT_MAX)
    return report_refuse (report, "the script '%s' would not lie in the "
                          "folder for scripts", name);

  /* An .exe or .py of that name counts too: some systems run it for it. */
  size_t stem = length;
  if (length > 4 && strcasecmp (name + length - 4, ".exe") == 0)
    stem = length - 4;
  else if (length > 3 && strcasecmp (name + length - 3, ".py") == 0)
    stem = length - 3;
  if (script_is_interpreter (name, stem))
    return report_refuse (report, "the script '%s' would take the place of an "
                          "interpreter", name);

  if (strncasecmp (name, "activate", 8) == 0
      || strncasecmp (name, "deactivate", 10) == 0)
    report_warn (report, "the script '%s' is named like an activation script",
                 name);
  return 0;
}
