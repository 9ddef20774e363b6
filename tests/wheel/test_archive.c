/* test_archive.c: a wheel is read as it is, or not at all, also where memory runs
 * out. */
#include <config.h>

#include "archive.h"
#include "tests/units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The allocation that makes this 0 fails; -1: none does. */
static int allocations_left = -1;

static bool
is_out_of_memory (void)
{
  if (allocations_left <= 0 || --allocations_left > 0)
    return false;
  errno = ENOMEM;
  return true;
}

/* The linker sends every call of NAME here. */
#define WRAP(name, parameters, arguments) \
  void *__real_##name parameters; \
  void *__wrap_##name parameters; \
  void *__wrap_##name parameters \
  { \
    return is_out_of_memory () ? NULL : __real_##name arguments; \
  }

WRAP (malloc, (size_t size), (size))
WRAP (calloc, (size_t count, size_t size), (count, size))
WRAP (realloc, (void *old, size_t size), (old, size))
WRAP (reallocarray, (void *old, size_t count, size_t size), (old, count, size))

/* An arena asks the system for a block now and then only, so that this one stands for
 * those that would have come at a bad time. */
const char *__wrap_arena_format (struct arena *arena, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));
const char *
__wrap_arena_format (struct arena *arena, const char *fmt, ...)
{
  va_list ap;
  if (is_out_of_memory ())
    return NULL;
  va_start (ap, fmt);
  const char *result = arena_vformat (arena, fmt, ap);
  va_end (ap);
  return result;
}

/* A wheel with one script. */
static int
open_wheel (size_t *length)
{
  const char *source = getenv ("top_srcdir");
  char path[4096];
  struct stat st;
  snprintf (path, sizeof path, "%s/tests/fuzz/corpus/wheel/1-1",
            source != NULL ? source : ".");
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &st) < 0)
    fail_msg ("%s: %s", path, strerror (errno));
  *length = (size_t) st.st_size;
  return fd;
}

static void
test_out_of_memory (void **state)
{
  (void) state;
  struct arena arena = { NULL };
  struct wheel_name name;
  size_t length;
  int fd = open_wheel (&length);
  assert_true (wheel_name_parse (&name, &arena, "foo-1.0-py3-none-any.whl"));

  bool ran_out = true;
  for (int n = 1; ran_out; n++)
    {
      struct report report = REPORT_EMPTY;
      struct archive archive;
      allocations_left = n;
      int result = archive_open (&archive, &name, fd, length, &report);
      ran_out = allocations_left == 0;
      allocations_left = -1;
      if (result == 0)
        assert_int_equal (archive.entry_points.count, 1);
      else
        assert_int_not_equal (report.kind, 0);
      assert_true (ran_out || result == 0);
      archive_release (&archive);
      report_clear (&report);
    }
  arena_release (&arena);
  close (fd);
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (test_out_of_memory) };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
