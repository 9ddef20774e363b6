/* test_pylock.c: what locks say, and which are refused.  locks.sh reads those that
 * tools wrote. */
#include <config.h>

#include "pylock.h"
#include "text.h"
#include "tests/arena_fixture.h"
#include "tests/mock_report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SHA256 \
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA384 SHA256 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASHES "hashes = {sha256 = '" SHA256 "'}"
#define TOP "lock-version = '1.0'\ncreated-by = 'x'\n"
#define WHEEL(NAME) \
  "[[packages.wheels]]\nurl = 'http://127.0.0.1/" NAME "'\n" HASHES "\n"

static struct pylock lock;
static struct package_vector packages;

static const struct marker_environment environment = {
  .strings = {
    [MARKER_PYTHON_VERSION] = "3.13", [MARKER_PYTHON_FULL_VERSION] = "3.13.0+",
    [MARKER_OS_NAME] = "posix", [MARKER_SYS_PLATFORM] = "linux",
    [MARKER_EXTRA] = ""
  }
};
static const struct wheel_tags_pair pairs[] = {
  { "cp313", "cp313", false }, { "cp313", "abi3", false },
  { "py3", "none", false }, { "py3", "none", true }
};
static const char *const platforms[] = { "manylinux_2_17_x86_64", "linux_x86_64" };
static const struct wheel_tags tags = { pairs, 4, platforms, 2 };

static int
release (void **state)
{
  mock_report_clear ();
  return arena_teardown (state);
}

static int
choose (const char *text, const char *extra, const char *group)
{
  struct marker_names extras = { &extra, extra != NULL };
  struct marker_names groups = { &group, 1 };
  struct pylock_target target = {
    &environment, &tags, &extras, group != NULL ? &groups : NULL
  };
  mock_report_clear ();
  if (pylock_parse (&lock, &arena, "/w/pylock.toml", text, strlen (text),
                    &mock_report.report) < 0)
    {
      if (mock_report.report.err == ENOSYS)
        skip ();
      return -1;
    }
  return pylock_select (&lock, &target, &arena, &packages, &mock_report.report);
}

static void
expect (const char *text, const char *extra, const char *group, size_t count)
{
  if (choose (text, extra, group) < 0)
    fail_msg ("%s\n%s", text, report_text (&mock_report.report));
  assert_int_equal (packages.count, count);
}

static void
expect_error (const char *text, const char *message)
{
  assert_int_equal (choose (text, NULL, NULL), -1);
  assert_int_equal (mock_report.report.kind, PYVENV_ERROR_USAGE);
  if (strstr (report_text (&mock_report.report), message) == NULL)
    fail_msg ("%s\n%s", text, report_text (&mock_report.report));
}

static void
test_names (void **state)
{
  (void) state;
  assert_true (pylock_is_name ("pylock.toml"));
  assert_true (pylock_is_name ("/a.b/pylock.dev.toml"));
  assert_false (pylock_is_name ("pylock..toml"));
  assert_false (pylock_is_name ("pylock.a.b.toml"));
  assert_false (pylock_is_name ("pylock.toml/x"));
  assert_false (pylock_is_name ("Pylock.toml"));
  assert_false (pylock_is_name ("requirements.txt"));
}

static void
test_wheels (void **state)
{
  (void) state;
  expect (TOP "[[packages]]\nname = 'A.b'\nversion = '1.0'\n"
          "index = 'http://127.0.0.1/simple'\n"
          "sdist = {name = 'a_b-1.0.tar.gz', path = 'x', " HASHES "}\n"
          WHEEL ("a_b-1.0-py3-none-any.whl")
          WHEEL ("a_b-1.0-cp313-cp313-win_amd64.whl")
          "[[packages.wheels]]\nname = 'a_b-1-cp39-abi3-linux_x86_64.whl'\n"
          "url = 'http://127.0.0.1/no'\n" HASHES "\n"
          "[[packages.wheels]]\nname = 'a_b-1-cp313-abi3-linux_x86_64.whl'\n"
          "url = 'http://127.0.0.1/one'\npath = './w/../one'\nsize = 7\n"
          "hashes = {sha256 = '" SHA256 "', md5 = 'x', sha384 = '" SHA384 "'}\n",
          NULL, NULL, 1);
  const struct package *package = &packages.items[0];
  assert_string_equal (package->name, "a-b");
  assert_string_equal (package->version, "1.0");
  assert_int_equal (package->source, PACKAGE_WHEEL);
  assert_string_equal (package->file_name, "a_b-1-cp313-abi3-linux_x86_64.whl");
  assert_string_equal (package->path, "/w/one");
  assert_string_equal (package->url, "http://127.0.0.1/one");
  assert_string_equal (package->index, "http://127.0.0.1/simple");
  assert_int_equal (package->size, 7);
  assert_string_equal (package->hash, "sha384=" SHA384);
  assert_int_equal (package->line, 3);
}

static void
test_other_sources (void **state)
{
  (void) state;
  expect (TOP
          "[[packages]]\nname = 'a'\n"
          "vcs = {type = 'git', url = 'http://127.0.0.1/a', commit-id = 'c0',"
          " requested-revision = 'main', subdirectory = 'x/y'}\n"
          "[[packages]]\nname = 'b'\n"
          "directory = {path = '../b', editable = true}\n"
          "[[packages]]\nname = 'c'\n"
          "archive = {url = 'file:///z/c%20-1.zip', " HASHES "}\n"
          "[[packages]]\nname = 'd'\n"
          "archive = {path = 'd-1-py3-none-any.whl', " HASHES "}\n"
          "[[packages]]\nname = 'e'\nsdist = {name = 'e-1.tar.gz',"
          " url = 'http://127.0.0.1/e', " HASHES "}\n"
          WHEEL ("e-1-cp27-none-any.whl"), NULL, NULL, 5);
  assert_int_equal (packages.items[0].source, PACKAGE_VCS);
  assert_string_equal (packages.items[0].commit_id, "c0");
  assert_string_equal (packages.items[0].subdirectory, "x/y");
  assert_int_equal (packages.items[1].source, PACKAGE_DIRECTORY);
  assert_string_equal (packages.items[1].path, "/b");
  assert_true (packages.items[1].is_editable);
  assert_int_equal (packages.items[2].source, PACKAGE_ARCHIVE);
  assert_string_equal (packages.items[2].path, "/z/c -1.zip");
  assert_string_equal (packages.items[2].file_name, "c -1.zip");
  assert_false (packages.items[2].is_wheel);
  assert_true (packages.items[3].is_wheel);
  assert_int_equal (packages.items[4].source, PACKAGE_SDIST);
  assert_non_null (strstr (packages.items[4].no_wheel, "e-1-cp27-none-any.whl"));
  assert_non_null (strstr (packages.items[4].no_wheel,
                           "7 tags: cp313-cp313-manylinux_2_17_x86_64"));
}

#define MULTI \
  TOP "extras = ['x-y']\ndependency-groups = ['dev']\ndefault-groups = ['main']\n" \
  "[[packages]]\nname = 'a'\nmarker = \"'main' in dependency_groups\"\n" \
  WHEEL ("a-1-py3-none-any.whl") \
  "[[packages]]\nname = 'b'\nmarker = \"'dev' in dependency_groups\"\n" \
  WHEEL ("b-1-py3-none-any.whl") \
  "[[packages]]\nname = 'c'\nmarker = \"'x.Y' in extras\"\n" \
  WHEEL ("c-1-py3-none-any.whl")

static void
test_groups (void **state)
{
  (void) state;
  expect (MULTI, NULL, NULL, 1);
  assert_string_equal (packages.items[0].name, "a");
  expect (MULTI, "X_y", NULL, 2);
  expect (MULTI, "x-y", "DEV", 2);
  assert_string_equal (packages.items[0].name, "b");
  expect (MULTI, NULL, "main", 1);

  assert_int_equal (choose (MULTI, "z", NULL), -1);
  assert_non_null (strstr (report_text (&mock_report.report),
                           "without the extra 'z'; it has x-y"));
  assert_int_equal (choose (MULTI, NULL, "z"), -1);
  assert_non_null (strstr (report_text (&mock_report.report),
                           "without the dependency group 'z'; it has dev"));
}

static void
test_versions (void **state)
{
  (void) state;
  expect ("lock-version = '1.0'\npackages = []\n", NULL, NULL, 0);
  assert_int_equal (mock_report.said.length, 0);
  expect ("lock-version = '1.3'\npackages = []\nnew = 1\n", NULL, NULL, 0);
  assert_non_null (strstr (text_string (&mock_report.said), "version 1.3"));
  expect_error ("lock-version = '2.0'\npackages = []\n", "of version 2.0");
  expect_error ("lock-version = '0.9'\npackages = []\n", "of version 0.9");
  expect_error ("lock-version = 'x'\n", "is not a version");
  expect_error ("lock-version = 1.0\n", "is a fraction");
  expect_error ("packages = []\n", "lock-version is missing");
  expect_error (TOP, "packages is missing");
}

static void
test_environments (void **state)
{
  (void) state;
  expect (TOP "requires-python = '>=3.9'\npackages = []\n"
          "environments = [\"os_name=='nt'\", \"os_name=='posix'\"]\n", NULL,
          NULL, 0);
  expect_error (TOP "requires-python = '<3.9'\npackages = []\n",
                "line 3: it requires Python <3.9, and this is 3.13.0");
  expect_error (TOP "requires-python = 'x'\npackages = []\n", "not a range");
  expect_error (TOP "packages = []\nenvironments = [\"os_name=='nt'\"]\n",
                "for other environments: os_name=='nt'");
  expect_error (TOP "packages = []\nenvironments = [\"'a' in extras\"]\n",
                "extras has no meaning here");
  expect_error (TOP "[[packages]]\nname='a'\nrequires-python = '>4'\n"
                WHEEL ("a-1-py3-none-any.whl"), "package a: it requires");
}

static void
test_ambiguity (void **state)
{
  (void) state;
  expect (TOP "[[packages]]\nname='a'\nmarker = \"os_name=='nt'\"\n"
          "[[packages]]\nname='A'\n" WHEEL ("a-1-py3-none-any.whl"), NULL, NULL,
          1);
  expect_error (TOP "[[packages]]\nname='a'\n" WHEEL ("a-1-py3-none-any.whl")
                "[[packages]]\nname='A'\n" WHEEL ("a-2-py3-none-any.whl"),
                "line 8, package a: it is ambiguous: the entry in line 3");
}

static void
test_sources_refused (void **state)
{
  (void) state;
  static const char *const cases[][2] = {
    { "", "no source" },
    { "wheels = []\n", "no source" },
    { "wheels = 'x'\n", "wheels is a string, and should be an array" },
    { "wheels = ['x']\n", "a wheel is a string, and should be a table" },
    { "directory = {path = 'x'}\n" WHEEL ("a-1-py3-none-any.whl"), "several" },
    { "directory = {path = ''}\n", "path is missing" },
    { "directory = {path = 'x', editable = 1}\n", "editable is an integer" },
    { "vcs = {type = 'git', url = 'http://127.0.0.1/a'}\n", "commit-id is missing" },
    { "vcs = {type = 'git', commit-id = 'x'}\n", "both path and url are missing" },
    { "archive = {url = 'http://127.0.0.1/a.zip', subdirectory = 'x/../..', "
      HASHES "}\n", "leads out" },
    { "archive = {url = 'file://server/a.zip', " HASHES "}\n", "another machine" },
    { "archive = {url = 'a.zip', " HASHES "}\n", "not an address" },
    { "archive = {path = 'a-1-cp27-none-any.whl', " HASHES "}\n", "does not fit" },
    { "archive = {path = 'a.zip'}\n", "has no hashes" },
    { "archive = {path = 'a.zip', hashes = {md5 = 'x'}}\n", "can be trusted" },
    { "archive = {path = 'a.zip', hashes = {sha256 = 'x'}}\n", "not a hash of sha256" },
    { "archive = {path = 'a.zip', size = -1, " HASHES "}\n", "less than 0" },
    { "archive = {path = \"a\\u0007.zip\", " HASHES "}\n", "control character" },
    { "archive = {path = 'x/', " HASHES "}\n", "no name" },
    { WHEEL ("b-1-py3-none-any.whl"), "of another project" },
    { WHEEL ("a-2-py3-none-any.whl"), "is not of version 1.0" },
    { WHEEL ("a.whl"), "not the name of a wheel" },
    { WHEEL ("a-1-cp27-none-any.whl"), "no wheel fits this interpreter, and there"
      " is no sdist (the lock has a-1-cp27-none-any.whl; looked for 7 tags" },
    { "marker = 'os_name'\n", "at character 8: an operator is missing" },
    { "marker = \"extra == 'x'\"\n", "extra is not known here" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      char text[1024];
      snprintf (text, sizeof text, "%s%s",
                TOP "[[packages]]\nname = 'a'\nversion = '1.0'\n", cases[i][0]);
      expect_error (text, cases[i][1]);
    }
}

static void
test_toml (void **state)
{
  (void) state;
  static char deep[100000];
  expect_error ("a = 1\nb = \n", "'/w/pylock.toml', line 2: this is not TOML: ");
  expect_error ("a = '\xff'\n", "this is not TOML");
  expect_error ("a = \"\\u0000\"\n", "a string has a NUL in it");
  expect_error ("\"\\u0000\" = 1\n", "a key has a NUL in it");
  expect_error ("[=]\n", "this is not TOML");
  expect_error (TOP "packages = {}\n", "packages is a table");
  expect_error (TOP "packages = [1]\n", "a package is an integer");
  expect_error (TOP "[[packages]]\nversion = '1'\n", "name is missing");

  memset (deep, '[', sizeof deep - 1);
  memcpy (deep, "a = ", 4);
  expect_error (deep, "this is not TOML");
  for (size_t i = 0; i + 2 < sizeof deep; i += 2)
    memcpy (deep + i, "a.", 2);
  expect_error (deep, "too deeply");
  for (size_t i = 0; i + 4 < sizeof deep; i += 4)
    memcpy (deep + i, "'a'.", 4);
  expect_error (deep, "too deeply");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_names, release),
    cmocka_unit_test_teardown (test_wheels, release),
    cmocka_unit_test_teardown (test_other_sources, release),
    cmocka_unit_test_teardown (test_groups, release),
    cmocka_unit_test_teardown (test_versions, release),
    cmocka_unit_test_teardown (test_environments, release),
    cmocka_unit_test_teardown (test_ambiguity, release),
    cmocka_unit_test_teardown (test_sources_refused, release),
    cmocka_unit_test_teardown (test_toml, release),
  };
  return cmocka_run_group_tests_name ("pylock", tests, NULL, NULL);
}
