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

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_parts, arena_teardown),
    cmocka_unit_test_teardown (test_bad_names, arena_teardown)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
