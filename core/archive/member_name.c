/* member_name.c: which names the members of an archive may have. */
#include <config.h>

#include "member_name.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  MEMBER_NAME_MAX = 1024,
  MEMBER_NAME_COMPONENT_MAX = 255,
  MEMBER_NAME_DEPTH_MAX = 32
};

int
member_name_check (const char *name, struct report *report)
{
  size_t length = strlen (name), depth = 0;
  if (length > MEMBER_NAME_MAX)
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
      if (component > MEMBER_NAME_COMPONENT_MAX
          || depth == MEMBER_NAME_DEPTH_MAX)
        return report_refuse (report, "member '%.80s...' has a path that is "
                              "too long", name);
      s += component;
      s += *s == '/';
    }
  return 0;
}

/* Orders as file systems that fold ASCII case do, a folder's slash before any
 * other byte, so that a name stands next to what would lie in it. */
static int
member_name_fold_compare (const void *a, const void *b)
{
  const unsigned char *x = *(const unsigned char *const *) a;
  const unsigned char *y = *(const unsigned char *const *) b;
  for (;; x++, y++)
    {
      int p = *x >= 'A' && *x <= 'Z' ? *x + 32 : *x == '/' ? 1 : *x;
      int q = *y >= 'A' && *y <= 'Z' ? *y + 32 : *y == '/' ? 1 : *y;
      if (p != q || p == 0)
        return p - q;
    }
}

int
member_name_check_distinct (const char **names, size_t count,
                            struct report *report)
{
  qsort (names, count, sizeof *names, member_name_fold_compare);
  for (size_t i = 1; i < count; i++)
    {
      const char *a = names[i - 1], *b = names[i];
      size_t length = strlen (a);
      if (strcasecmp (a, b) == 0)
        return report_refuse (report, "members '%s' and '%s' are for one place",
                              a, b);
      if (a[length - 1] != '/' && strncasecmp (a, b, length) == 0
          && b[length] == '/')
        return report_refuse (report, "member '%s' is a file and a folder", a);
    }
  return 0;
}
