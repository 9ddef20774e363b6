/* test_wheel_name.c: what the file names of wheels say. */
#include <config.h>

#include "wheel_name.h"
#include "tests/arena_fixture.h"

#include <errno.h>
#include <stdlib.h>

static void
test_parts (void **state)
{
  (void) state;
  struct wheel_name name;
  assert_true (wheel_name_parse (&name, &arena,
                                 "Foo.Bar__baz-1.0-2b-py2.py3-none-any.whl"));
  assert_string_equal (name.name, "Foo.Bar__baz");
  assert_string_equal (name.canonical, "foo-bar-baz");
  assert_string_equal (name.version, "1.0");
  assert_string_equal (name.build, "2b");
  assert_string_equal (name.python_tags, "py2.py3");
  assert_string_equal (name.abi_tags, "none");
  assert_string_equal (name.platform_tags, "any");
  assert_true (wheel_name_parse (&name, &arena,
                                 "a-1!2+local.1-py3-none-any.whl"));
  assert_string_equal (name.version, "1!2+local.1");
  assert_string_equal (name.build, "");
}

static void
test_bad_names (void **state)
{
  (void) state;
  static const char *const bad[] = {
    "", ".whl", "pip", "pip.whl", "pip-1.whl", "pip-1-py3-none.whl",
    "pip--py3-none-any.whl", "pip-1--py3-none-any.whl",
    "pip-1-x-py3-none-any.whl", "pip-1-2-3-py3-none-any.whl",
    "-1-py3-none-any.whl", "pip-1-py3-none-.whl", "pip-1-py3-none-any.zip",
    "_pip-1-py3-none-any.whl", "pip.-1-py3-none-any.whl",
    "p+p-1-py3-none-any.whl", "p ip-1-py3-none-any.whl",
    "../pip-1-py3-none-any.whl", "pip-1/-py3-none-any.whl", NULL
  };
  struct wheel_name name;
  for (size_t i = 0; bad[i] != NULL; i++)
    {
      errno = 0;
      assert_false (wheel_name_parse (&name, &arena, bad[i]));
      assert_int_equal (errno, EINVAL);
    }
}

static void
test_tags (void **state)
{
  (void) state;
  static const struct {
    const char *tags;
    int minor;
    bool pure, fits;
    const char *implementation; /* NULL: CPython */
  } cases[] = {
    { "py3-none-any", 6, true, true },
    { "PY3-NONE-ANY", 6, true, true },
    { "py2.py3-none-any", 13, true, true },
    { "py2-none-any", 13, true, false },
    { "py39-none-any", 9, true, true },
    { "py39-none-any", 13, true, true },
    { "py39-none-any", 8, true, false },
    { "py2.py39-none-any", 9, true, true },
    { "cp39-none-any", 9, true, true },
    { "cp39-none-any", 10, true, false },
    { "cp313-none-any", 13, true, true },
    { "py3x-none-any", 13, true, false },
    { "cp39-cp39-manylinux_2_17_x86_64", 9, false, true },
    { "py3-none-linux_x86_64", 9, false, true },
    { "py3-abi3-any", 9, false, true },
    { "py3-abi3.none-win32.any", 9, true, true },
    { "cp3-none-any", 9, true, false },
    { "pp3-none-any", 9, true, false },
    { "pp3-none-any", 9, true, true, "pypy" },
    { "pp39-none-any", 9, true, false, "pypy" },
    { "PY2.PP3-none-any", 9, true, true, "pypy" },
    { "cp39-none-any", 9, true, false, "pypy" },
    { "py39-none-any", 9, true, true, "pypy" },
    { "cp39-none-any", 9, true, false, "graalpy" },
    { "py3-none-any", 9, true, true, "graalpy" }
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      struct wheel_name name;
      const char *file = arena_format (&arena, "a-1-%s.whl", cases[i].tags);
      assert_true (wheel_name_parse (&name, &arena, file));
      assert_int_equal (wheel_name_is_pure (&name), cases[i].pure);
      assert_int_equal (wheel_name_fits (&name, cases[i].implementation != NULL
                                         ? cases[i].implementation : "cpython",
                                         3, cases[i].minor),
                        cases[i].fits);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_parts, arena_teardown),
    cmocka_unit_test_teardown (test_bad_names, arena_teardown),
    cmocka_unit_test_teardown (test_tags, arena_teardown)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
