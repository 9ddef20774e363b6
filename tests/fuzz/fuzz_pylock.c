/* fuzz_pylock.c: lock files. */
#include <config.h>

#include "fuzz_fixture.h"

#include "pylock.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static void
fuzz_check_package (const struct package *package)
{
  bool is_file = package->source <= PACKAGE_ARCHIVE;
  if (is_file
      && (package->hash == NULL || package->file_name == NULL
          || strchr (package->file_name, '/') != NULL
          || string_has_control (package->file_name) || package->size < -1))
    abort ();
  if (package->path == NULL && package->url == NULL)
    abort ();
  if (package->path != NULL && *package->path != '/')
    abort ();
  if (package->subdirectory != NULL && *package->subdirectory == '/')
    abort ();
}

/* Takes of LOCK what it has for these extras and groups. */
static void
fuzz_select (const struct pylock *lock, struct arena *arena,
             const struct marker_names *extras, const struct marker_names *groups)
{
  static const struct wheel_tags_pair pairs[] = {
    { "cp311", "cp311", false }, { "py3", "none", true }
  };
  static const char *const platforms[] = { "linux_x86_64" };
  static const struct wheel_tags tags = { pairs, 2, platforms, 1 };
  const struct marker_environment environment = {
    .strings = {
      [MARKER_PYTHON_VERSION] = "3.11", [MARKER_PYTHON_FULL_VERSION] = "3.11.7",
      [MARKER_OS_NAME] = "posix", [MARKER_SYS_PLATFORM] = "linux"
    }
  };
  const struct pylock_target target = { &environment, &tags, extras, groups };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct package_vector packages;
  int result = pylock_select (lock, &target, arena, &packages, &report);
  if ((result < 0) != (report.kind != 0))
    abort ();
  for (size_t i = 0; result == 0 && i < packages.count; i++)
    fuzz_check_package (&packages.items[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const x[] = { "X" }, *const dev[] = { "dev" };
  static const struct marker_names extras = { x, 1 }, groups = { dev, 1 };
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct pylock lock;
  const char *path = fuzz_path (&arena, "pylock.toml");
  fuzz_put ("pylock.toml", data, size);
  if (!pylock_is_name (path) || !pylock_is_name ("pylock.x.toml")
      || pylock_is_name ("lock.toml") || pylock_is_name ("pylock.x.y.toml"))
    abort ();
  if (pylock_read (&lock, &arena, "/nonexistent/pylock.toml", &report) == 0)
    abort ();
  report_clear (&report);
  if (pylock_parse (&lock, &arena, "pylock.toml", (const char *) data, size,
                    &report) < 0)
    report_clear (&report);
  int result = pylock_read (&lock, &arena, path, &report);
  if ((result < 0) != (report.kind != 0))
    abort ();
  if (result < 0)
    return 0;
  fuzz_select (&lock, &arena, NULL, NULL);
  fuzz_select (&lock, &arena, &extras, NULL);
  fuzz_select (&lock, &arena, NULL, &groups);
  return 0;
}
