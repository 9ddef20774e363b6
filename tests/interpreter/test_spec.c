/* test_spec.c: what --python may be given. */
#include <config.h>

#include "spec.h"
#include "tests/units.h"

#include <errno.h>

#define COUNT(array) (sizeof (array) / sizeof (array)[0])

static void
test_kinds (void **state)
{
  (void) state;
  static const struct {
    const char *text;
    enum spec_kind kind;
  } rows[] = {
    { NULL, SPEC_DEFAULT },
    { "", SPEC_DEFAULT },
    { "/usr/bin/python3", SPEC_PATH },
    { "./python 3", SPEC_PATH },
    { "bin/3.12", SPEC_PATH },
    { "python", SPEC_NAME },
    { "python3.12", SPEC_NAME },
    { "pypy3", SPEC_NAME },
    { "my_python-x+1", SPEC_NAME },
    { "3", SPEC_VERSION },
    { "3.12", SPEC_VERSION },
    { "3.12.1", SPEC_VERSION },
    { "3.13t", SPEC_VERSION },
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
    " ", "3.", "3..1", "3.x", "3.12.1.2", "3.12.1rc1", "3t", "3.13tt", "312",
    "2", "2.7", "3.5", "0", "99999", "3.12 ", "python 3", "-p", ".", "..",
    ">=", "=3.9", ">=3.9 <4", ",", "cpython@3.12", "python\n3", "a\tb/c",
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
assert_fits (const char *text, int minor, int micro, bool free_threaded,
             bool expected)
{
  struct arena arena = { NULL };
  struct spec spec;
  const char *why;
  assert_int_equal (spec_parse (&arena, text, &spec, &why), 0);
  const int version[3] = { 3, minor, micro };
  if (spec_fits (&spec, version, free_threaded) != expected)
    fail_msg ("'%s' and 3.%d.%d", text, minor, micro);
  arena_release (&arena);
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
    cmocka_unit_test (test_what_fits),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
