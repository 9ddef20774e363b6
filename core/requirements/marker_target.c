/* marker_target.c: what markers find in an environment.  Source: "Dependency
 * specifiers" of the packaging specifications, its section "Environment
 * Markers". */
#include <config.h>

#include "marker_target.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

/* platform.python_implementation () for sys.implementation.name NAME. */
static const char *
marker_target_implementation (const char *name)
{
  static const struct { const char *name, *shown; } known[] = {
    { "cpython", "CPython" }, { "pypy", "PyPy" }, { "graalpy", "GraalVM" }
  };
  for (size_t i = 0; name != NULL && i < sizeof known / sizeof known[0]; i++)
    if (strcmp (name, known[i].name) == 0)
      return known[i].shown;
  return NULL;
}

int
marker_target_read (pyvenv_context *cx, struct arena *arena,
                    struct marker_environment *ret)
{
  struct utsname host;
  int major = 0, minor = 0;
  if (uname (&host) < 0)
    return pyvenv_fail (cx, errno, "cannot find out which system this is");
  pyvenv_python_version (cx, &major, &minor, NULL);
  *ret = (struct marker_environment) { .extras = NULL };
  const char **strings = ret->strings;
  const char *name = pyvenv_python_fact (cx, "implementation");
  const char *version = pyvenv_python_fact (cx, "version");
  strings[MARKER_PYTHON_VERSION] = arena_format (arena, "%d.%d", major, minor);
  strings[MARKER_PYTHON_FULL_VERSION] = version;
  strings[MARKER_OS_NAME] = "posix";
  strings[MARKER_SYS_PLATFORM] = pyvenv_python_fact (cx, "platform");
  strings[MARKER_PLATFORM_MACHINE] = arena_copy (arena, host.machine);
  strings[MARKER_PLATFORM_RELEASE] = arena_copy (arena, host.release);
  strings[MARKER_PLATFORM_SYSTEM] = arena_copy (arena, host.sysname);
  strings[MARKER_PLATFORM_VERSION] = arena_copy (arena, host.version);
  strings[MARKER_PLATFORM_PYTHON_IMPLEMENTATION]
    = marker_target_implementation (name);
  strings[MARKER_IMPLEMENTATION_NAME] = name;
  /* Other implementations have versions of their own, which are not known. */
  strings[MARKER_IMPLEMENTATION_VERSION]
    = name != NULL && strcmp (name, "cpython") == 0 ? version : NULL;
  if (strings[MARKER_PYTHON_VERSION] == NULL
      || strings[MARKER_PLATFORM_MACHINE] == NULL
      || strings[MARKER_PLATFORM_RELEASE] == NULL
      || strings[MARKER_PLATFORM_SYSTEM] == NULL
      || strings[MARKER_PLATFORM_VERSION] == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot evaluate markers");
  return 0;
}
