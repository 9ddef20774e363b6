/* test_spec.c: what --python may be given. */
#include <config.h>

#include "spec.h"
#include "tests/units.h"

#include <errno.h>
#include <stdio.h>

#define COUNT(array) (sizeof (array) / sizeof (array)[0])

static void
test_kinds (void **state)
{
  (void) state;
  static const struct {
    const char *text;
    enum spec_kind kind;
  } rows[] = {
    { NULL, SPEC_DEFAULT }, { "", SPEC_DEFAULT },
    { "/usr/bin/python3", SPEC_PATH },
    { "./python 3", SPEC_PATH },
    { "bin/3.12", SPEC_PATH },
    { "python", SPEC_NAME },
    { "python3.12", SPEC_NAME },
    { "pypy3", SPEC_NAME },
    { "my_python-x+1", SPEC_NAME },
    { "3", SPEC_VERSION }, { "3.12", SPEC_VERSION }, { "3.12.1", SPEC_VERSION },
    { "3.13t", SPEC_VERSION },
    { "312", SPEC_VERSION },
    { "39", SPEC_VERSION },
    { "313t", SPEC_VERSION },
    { "3.12-64", SPEC_VERSION },
    { "3-32", SPEC_VERSION },
    { "cpython@3.12", SPEC_VERSION },
    { "pypy@3.11", SPEC_VERSION },
    { "python@3.13t", SPEC_VERSION },
    { "cpython>=3.12,<3.13", SPEC_RANGE },
    { ">=3.9,<3.12", SPEC_RANGE },
    { "~=3.9", SPEC_RANGE },
    { "!=3.9.*", SPEC_RANGE },
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (rows); i++)
    {
      struct spec spec;
      const char *why;
      assert_int_equal (spec_parse (&arena, rows[i].text, &spec, &why), 0);
      assert_int_equal (spec.kind, rows[i].kind);
    }
  arena_release (&arena);
}

static void
test_nonsense (void **state)
{
  (void) state;
  static const char *const texts[] = {
    " ", "3.", "3..1", "3.x", "3.12.1.2", "3.12.1rc1", "3t", "3.13tt", "3.12-128",
    "31", "35", "27", "3.12-", "cpython@", "cpython@2.7", "jython@3.12",
    "2", "2.7", "3.5", "0", "99999", "3.12 ", "python 3", "-p", ".", "..",
    ">=", "=3.9", ">=3.9 <4", ",", "python\n3", "a\tb/c",
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (texts); i++)
    {
      struct spec spec;
      const char *why = NULL;
      if (spec_parse (&arena, texts[i], &spec, &why) == 0)
        fail_msg ("'%s' was accepted", texts[i]);
      assert_int_equal (errno, EINVAL);
      assert_non_null (why);
    }
  arena_release (&arena);
}

static void
test_names_that_say_a_version (void **state)
{
  (void) state;
  static const struct {
    const char *text, *implementation;
    int count, major, minor;
    bool free_threaded;
    int bits;
  } rows[] = {
    { "py", NULL, 0, 0, 0, false, 0 },
    { "py3", NULL, 1, 3, 0, false, 0 },
    { "py312", NULL, 2, 3, 12, false, 0 },
    { "py39", NULL, 2, 3, 9, false, 0 },
    { "cp313t", "cpython", 2, 3, 13, true, 0 },
    { "cpython3.12", "cpython", 2, 3, 12, false, 0 },
    { "CPython3.12-64", "cpython", 2, 3, 12, false, 64 },
    { "pypy", "pypy", 0, 0, 0, false, 0 },
    { "pypy3.11", "pypy", 2, 3, 11, false, 0 },
    { "pp311", "pypy", 2, 3, 11, false, 0 },
    { "python3.13t", NULL, 2, 3, 13, true, 0 },
    { "python3-32", NULL, 1, 3, 0, false, 32 },
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (rows); i++)
    {
      struct spec spec;
      const char *why;
      assert_int_equal (spec_parse (&arena, rows[i].text, &spec, &why), 0);
      assert_int_equal (spec.kind, SPEC_NAME);
      assert_true (spec.is_version_too);
      assert_int_equal (spec.count, rows[i].count);
      assert_int_equal (spec.numbers[0], rows[i].major);
      assert_int_equal (spec.numbers[1], rows[i].minor);
      assert_int_equal (spec.free_threaded, rows[i].free_threaded);
      assert_int_equal (spec.bits, rows[i].bits);
      assert_string_equal (spec.implementation != NULL ? spec.implementation
                           : "", rows[i].implementation != NULL
                           ? rows[i].implementation : "");
    }
  arena_release (&arena);
}

static void
test_names_that_say_no_version (void **state)
{
  (void) state;
  static const char *const plain[] = {
    "my_python-x+1", "python2.7", "python3.12-config", "pypy2", "python3.x",
    "jython", "python3t",
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (plain); i++)
    {
      struct spec spec;
      const char *why;
      assert_int_equal (spec_parse (&arena, plain[i], &spec, &why), 0);
      assert_int_equal (spec.kind, SPEC_NAME);
      assert_false (spec.is_version_too);
    }
  arena_release (&arena);
}

static void
assert_fits_build (const char *text, const struct interpreter *python,
                   bool expected)
{
  struct arena arena = { NULL };
  struct spec spec;
  const char *why;
  assert_int_equal (spec_parse (&arena, text, &spec, &why), 0);
  if (spec_fits (&spec, python) != expected)
    fail_msg ("'%s' and %s %s", text, python->implementation, python->version);
  arena_release (&arena);
}

static void
assert_fits (const char *text, int minor, int micro, bool free_threaded,
             bool expected)
{
  char version[40];
  snprintf (version, sizeof version, "3.%d.%d", minor, micro);
  const struct interpreter python = {
    .version = version, .major = 3, .minor = minor, .micro = micro,
    .implementation = "cpython", .is_64bit = true,
    .abi_thread = free_threaded ? "t" : "",
  };
  assert_fits_build (text, &python, expected);
}

static void
test_what_builds_fit (void **state)
{
  (void) state;
  const struct interpreter pypy = {
    .version = "3.11.13", .major = 3, .minor = 11, .micro = 13,
    .implementation = "pypy", .is_64bit = false, .abi_thread = "",
  };
  assert_fits_build ("3.11", &pypy, true);
  assert_fits_build ("pypy@3.11", &pypy, true);
  assert_fits_build ("pypy@311", &pypy, true);
  assert_fits_build ("cpython@3.11", &pypy, false);
  assert_fits_build ("pypy@3.10", &pypy, false);
  assert_fits_build ("3.11-32", &pypy, true);
  assert_fits_build ("3.11-64", &pypy, false);
  assert_fits_build ("pypy>=3.10", &pypy, true);
  assert_fits_build ("cpython>=3.10", &pypy, false);
  assert_fits ("cpython@3.12", 12, 0, false, true);
  assert_fits ("cpython@3.13", 13, 0, true, false);
  assert_fits ("312", 12, 4, false, true);
  assert_fits ("3.12-64", 12, 4, false, true);
}

static void
test_what_fits (void **state)
{
  (void) state;
  assert_fits (NULL, 8, 1, true, true);
  assert_fits ("python3.12", 8, 1, false, true);
  assert_fits ("3", 8, 1, false, true);
  assert_fits ("3.13", 12, 0, false, false);
  assert_fits ("3.12", 12, 4, false, true);
  assert_fits ("3.12.1", 12, 4, false, false);
  assert_fits ("3.13", 13, 0, true, false);
  assert_fits ("3.13t", 13, 0, true, true);
  assert_fits ("3.13t", 13, 0, false, false);
  assert_fits (">=3.9,<3.12", 11, 9, false, true);
  assert_fits (">=3.9,<3.12", 12, 0, false, false);
  assert_fits (">=3.13", 13, 0, true, true);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_kinds),
    cmocka_unit_test (test_nonsense),
    cmocka_unit_test (test_names_that_say_a_version),
    cmocka_unit_test (test_names_that_say_no_version),
    cmocka_unit_test (test_what_builds_fit),
    cmocka_unit_test (test_what_fits),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
