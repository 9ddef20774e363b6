/* test_requirements_select.c: what requirements files ask for in one
 * environment. */
#include <config.h>

#include "requirements_select.h"
#include "tests/arena_fixture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SHA256_A \
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA256_B \
  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HASH_A " --hash=sha256:" SHA256_A
#define HASH_B " --hash=sha256:" SHA256_B

static struct report report;
static struct requirements requirements;
static struct requirements_choices choices;
static const char *resolver;

static const struct marker_environment environment = {
  .strings = {
    [MARKER_OS_NAME] = "posix", [MARKER_PYTHON_VERSION] = "3.13",
    [MARKER_PYTHON_FULL_VERSION] = "3.13.0",
    [MARKER_EXTRA] = ""
  }
};

static int
release (void **state)
{
  report_clear (&report);
  return arena_teardown (state);
}

/* CONSTRAINTS are lines of a file that -c names. */
static int
choose (const char *text, const char *constraints)
{
  struct requirements more;
  report_clear (&report);
  if (requirements_file_parse (&requirements, &arena, "r.txt", text,
                               strlen (text), &report) < 0
      || requirements_file_parse (&more, &arena, "c.txt", constraints,
                                  strlen (constraints), &report) < 0)
    fail_msg ("%s", report_text (&report));
  for (size_t i = 0; i < more.items.count; i++)
    {
      struct requirements_item item = more.items.items[i];
      item.is_constraint = true;
      requirements_items_append (&requirements.items, item);
    }
  return requirements_select (&requirements, &environment, &arena, &choices,
                              &resolver, &report);
}

static void
expect (const char *text, const char *constraints, size_t count)
{
  if (choose (text, constraints) < 0)
    fail_msg ("%s: %s", text, report_text (&report));
  if (resolver != NULL)
    fail_msg ("%s: needs a resolver: %s", text, resolver);
  assert_int_equal (choices.count, count);
}

static void
expect_error (const char *text, const char *constraints, const char *message)
{
  assert_int_equal (choose (text, constraints), -1);
  assert_int_equal (report.kind, PYVENV_ERROR_USAGE);
  if (strstr (report_text (&report), message) == NULL)
    fail_msg ("%s: %s", text, report_text (&report));
}

static void
test_markers (void **state)
{
  (void) state;
  expect ("a==1; os_name=='nt'\nb==1; os_name=='posix'\nc==1; extra=='x'\n", "",
          1);
  assert_string_equal (choices.items[0].name, "b");
  assert_string_equal (choices.items[0].version, "1");
  expect_error ("a==1; platform_machine=='x'\n", "", "without a meaning");
  expect_error ("a==1; 'a' in extras\n", "", "without a meaning");
}

static void
test_pins (void **state)
{
  (void) state;
  static const char *const loose[] = {
    "a\n", "a>=1\n", "a==1.*\n", "a==1,!=2\n", "-e ./x\n", "a==1\n-r http://x/y\n"
  };
  for (size_t i = 0; i < sizeof loose / sizeof loose[0]; i++)
    {
      assert_int_equal (choose (loose[i], ""), 0);
      assert_non_null (resolver);
    }
  expect ("a===1x\nb == 1.0\nhttp://127.0.0.1/c-3-py3-none-any.whl\n"
          "d @ http://127.0.0.1/d.tar.gz\nhttp://127.0.0.1/e.zip\n", "", 5);
  assert_string_equal (choices.items[2].version, "3");
  assert_null (choices.items[3].version);
  assert_string_equal (choices.items[3].name, "d");
  assert_null (choices.items[4].name);
}

static void
test_twice (void **state)
{
  (void) state;
  expect ("a[x]==1.0\nA[y,x] == 1\n", "", 1);
  assert_int_equal (choices.items[0].extras.count, 2);
  expect ("a==1" HASH_A HASH_B "\na==1" HASH_B "\n", "", 1);
  assert_int_equal (choices.items[0].hashes.count, 1);
  assert_string_equal (choices.items[0].hashes.items[0], "sha256=" SHA256_B);
  expect ("a==1\na @ http://127.0.0.1/a-1.0-py3-none-any.whl\n", "", 1);
  assert_non_null (choices.items[0].item->url);
  expect_error ("a==1\nb==1\na==2\n", "", "line 3: 'a==2' contradicts line 1");
  expect_error ("a==1" HASH_A "\na==1" HASH_B "\n", "", "no hash that line 1");
  expect_error ("a @ http://127.0.0.1/a.zip\na @ http://127.0.0.1/b.zip\n", "",
                "contradicts");
}

static void
test_constraints (void **state)
{
  (void) state;
  expect ("a==1.5\n", "a<2\nb==1\na==2; os_name=='nt'\n", 1);
  expect ("a==1\n", "a==1" HASH_A "\n", 1);
  assert_int_equal (choices.items[0].hashes.count, 1);
  expect_error ("a==3\n", "a<2\n", "'c.txt', line 1: 'a<2' forbids");
  expect_error ("a==3\n", "a[x]<2\n", "cannot be a constraint");
  expect_error ("a==3\n", "-e x\n", "cannot be a constraint");
}

static void
test_hashes (void **state)
{
  (void) state;
  expect ("a==1" HASH_A "\nhttp://127.0.0.1/c-3-py3-none-any.whl#sha256="
          SHA256_A "\n", "", 2);
  expect_error ("a==1" HASH_A "\nb==1\n", "", "'b==1' has no --hash");
  expect_error ("a==1" HASH_A "\nb\n", "", "'b' is not pinned");
  expect_error ("--require-hashes\nb==1\n", "", "has no --hash");
  expect_error ("--require-hashes\nb @ git+http://127.0.0.1/b\n", "",
                "cannot have a hash");
  expect_error ("--require-hashes\n-e ./b\n", "", "is editable");
}

/* Files that tools wrote. */
static void
test_tools (void **state)
{
  (void) state;
  static const struct { const char *name; size_t count; bool hashed; } files[] = {
    { "pip-compile.txt", 3, true },
    { "pip-freeze.txt", 2, false },
    { "uv-export.txt", 6, true },
  };
  const char *source = getenv ("top_srcdir");
  if (source == NULL)
    skip ();
  struct marker_environment on_linux = environment;
  on_linux.strings[MARKER_SYS_PLATFORM] = "linux";
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    {
      const char *path = arena_format (&arena, "%s/tests/lock/data/%s", source,
                                       files[i].name);
      if (requirements_file_read (&requirements, &arena, path, &report) < 0
          || requirements_select (&requirements, &on_linux, &arena, &choices,
                                  &resolver, &report) < 0)
        fail_msg ("%s", report_text (&report));
      assert_null (resolver);
      assert_int_equal (choices.count, files[i].count);
      assert_int_equal (choices.items[0].hashes.count > 0, files[i].hashed);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_markers, release),
    cmocka_unit_test_teardown (test_pins, release),
    cmocka_unit_test_teardown (test_twice, release),
    cmocka_unit_test_teardown (test_constraints, release),
    cmocka_unit_test_teardown (test_hashes, release),
    cmocka_unit_test_teardown (test_tools, release),
  };
  return cmocka_run_group_tests_name ("requirements_select", tests, NULL, NULL);
}
