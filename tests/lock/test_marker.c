/* test_marker.c: what markers mean, and which are none.  packaging.sh compares
 * thousands with pip's own library. */
#include <config.h>

#include "marker.h"
#include "tests/arena_fixture.h"

#include <errno.h>
#include <string.h>

static const char *const extras[] = { "Fast_IO", "docs" };
static const char *const groups[] = { "dev" };
static const struct marker_names extra_names = { extras, 2 };
static const struct marker_names group_names = { groups, 1 };

static const struct marker_environment environment = {
  .strings = {
    [MARKER_PYTHON_VERSION] = "3.11",
    [MARKER_PYTHON_FULL_VERSION] = "3.11.0+",
    [MARKER_OS_NAME] = "posix",
    [MARKER_SYS_PLATFORM] = "linux",
    [MARKER_PLATFORM_MACHINE] = "x86_64",
    [MARKER_PLATFORM_RELEASE] = "6.1.0-13-amd64",
    [MARKER_PLATFORM_SYSTEM] = "Linux",
    [MARKER_PLATFORM_VERSION] = "#1 SMP",
    [MARKER_PLATFORM_PYTHON_IMPLEMENTATION] = "CPython",
    [MARKER_IMPLEMENTATION_NAME] = "cpython",
    [MARKER_IMPLEMENTATION_VERSION] = "3.11.0rc1",
  },
  .extras = &extra_names, .dependency_groups = &group_names
};

static void
expect (int expected, const char *text)
{
  struct syntax_error error;
  const struct marker *marker = marker_parse (&arena, text, &error);
  if (marker == NULL)
    fail_msg ("%s: %s", text, error.message);
  int result = marker_evaluate (marker, &environment, &arena, &error);
  if (result != expected)
    fail_msg ("%s is %d, %s", text, result, error.message);
}

static void
test_versions (void **state)
{
  (void) state;
  expect (1, "python_version < '3.12'");
  expect (1, "'3.9' <= python_version");
  expect (0, "python_version<'3.9'");
  expect (1, "python_version ~= '3.7'");
  expect (1, "python_version == \"3.*\"");
  expect (1, "python_version === '3.11'");
  expect (1, "python_full_version == '3.11.0'");
  expect (0, "implementation_version >= '3.11'");
  expect (1, "implementation_version > '3.11a1'");
}

static void
test_strings (void **state)
{
  (void) state;
  expect (1, "os_name == 'posix' and os.name != 'nt'");
  expect (1, "platform_machine in 'x86_64 aarch64'");
  expect (1, "platform_machine not in 'arm64'");
  expect (1, "'SMP' in platform_version");
  expect (1, "python_implementation == 'CPython'");
  expect (0, "platform.python_implementation == 'cpython'");

  /* Strings have no order. */
  expect (0, "sys_platform < 'win32'");
  expect (1, "sys_platform >= 'linux'");

  /* A range holds no string that is no version; what is no range is a string. */
  expect (0, "platform_release != '6.1' or platform_release == '6.1'");
  expect (0, "platform_release > '5'");
  expect (1, "platform_release != '6.1-amd64'");
  expect (1, "python_version in '3.10, 3.11'");
}

static void
test_precedence (void **state)
{
  (void) state;
  expect (1, "os_name=='posix'or os_name=='x' and os_name=='y'");
  expect (0, "(os_name=='posix'or os_name=='x')and os_name=='y'");
  expect (1, " ( ( os_name == 'posix' ) ) ");
}

static void
test_sets (void **state)
{
  (void) state;
  expect (1, "'fast.io' in extras and 'DEV' in dependency_groups");
  expect (0, "'docs' not in extras");
  expect (1, "'' not in extras");
}

static void
test_unknown (void **state)
{
  (void) state;
  static const char *const texts[] = {
    "os_name == 'posix' or extra == 'x'", "os_name ~= '1.0'",
    "os_name === 'posix'", "python_version ~= '3'", "python_version === 'a b'",
    "python_version ~= '3.*'"
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    {
      struct syntax_error error;
      const struct marker *marker = marker_parse (&arena, texts[i], &error);
      assert_non_null (marker);
      assert_int_equal (marker_evaluate (marker, &environment, &arena, &error),
                        -1);
      assert_int_equal (errno, EINVAL);
      assert_non_null (error.message);
    }

  struct syntax_error error;
  struct marker_environment bare = environment;
  bare.extras = NULL;
  const struct marker *marker
    = marker_parse (&arena, "os_name == 'x' and 'a' in extras", &error);
  assert_non_null (marker);
  assert_int_equal (marker_evaluate (marker, &bare, &arena, &error), -1);
  assert_int_equal (error.position, 19);
  assert_string_equal (error.message, "extras has no meaning here");
}

static void
test_extra (void **state)
{
  (void) state;
  struct syntax_error error;
  struct marker_environment with = environment;
  const struct marker *marker
    = marker_parse (&arena, "extra == 'Fast__IO'", &error);
  assert_non_null (marker);
  with.strings[MARKER_EXTRA] = "fast.io";
  assert_int_equal (marker_evaluate (marker, &with, &arena, &error), 1);
  with.strings[MARKER_EXTRA] = "";
  assert_int_equal (marker_evaluate (marker, &with, &arena, &error), 0);
}

static void
test_errors (void **state)
{
  (void) state;
  static const struct { const char *text; size_t position; } cases[] = {
    { "", 0 },
    { "os_name", 7 },
    { "os_name ==", 10 },
    { "os_name = 'x'", 8 },
    { "os_name == posix", 11 },
    { "os_name == 'x", 11 },
    { "os_name == 'x' and", 18 },
    { "os_name == 'x' xor os_name == 'y'", 15 },
    { "os_name == 'x' && os_name == 'y'", 15 },
    { "(os_name == 'x'", 0 },
    { "os_name == 'x')", 14 },
    { "python == '3'", 0 },
    { "os_name notin 'x'", 8 },
    { "'a' == 'b'", 0 },
    { "os_name == os_name", 0 },
    { "extras == 'a'", 0 },
    { "'a' == extras", 0 },
    { "'a' in extra and 'a' in dependency_group", 24 },
    { "os_name == 'a\\'", 11 },
    { "os_name == 'a\nb'", 11 },
    { "os_name\n== 'a'", 7 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      struct syntax_error error;
      errno = 0;
      if (marker_parse (&arena, cases[i].text, &error) != NULL)
        fail_msg ("%s is no marker", cases[i].text);
      assert_int_equal (errno, EINVAL);
      if (error.position != cases[i].position)
        fail_msg ("%s: at %zu", cases[i].text, error.position);
    }
}

/* Deep nesting is refused, long chains are not. */
static void
test_size (void **state)
{
  (void) state;
  static char text[200000];
  struct syntax_error error;
  memset (text, '(', sizeof text - 1);
  assert_null (marker_parse (&arena, text, &error));
  assert_int_equal (errno, EINVAL);

  char *end = stpcpy (text, "os_name == 'x'");
  while ((size_t) (end - text) < sizeof text - 30)
    end = stpcpy (end, " or os_name == 'x'");
  stpcpy (end, " and 'a' in os_name");
  expect (0, text);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_versions, arena_teardown),
    cmocka_unit_test_teardown (test_strings, arena_teardown),
    cmocka_unit_test_teardown (test_precedence, arena_teardown),
    cmocka_unit_test_teardown (test_sets, arena_teardown),
    cmocka_unit_test_teardown (test_unknown, arena_teardown),
    cmocka_unit_test_teardown (test_extra, arena_teardown),
    cmocka_unit_test_teardown (test_errors, arena_teardown),
    cmocka_unit_test_teardown (test_size, arena_teardown),
  };
  return cmocka_run_group_tests_name ("marker", tests, NULL, NULL);
}
