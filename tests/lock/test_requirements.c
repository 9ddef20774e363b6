/* test_requirements.c: requirements files, as pip reads them. */
#include <config.h>

#include "requirements_select.h"
#include "text.h"
#include "tests/arena_fixture.h"
#include "tests/mock_report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHA256_A \
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA256_B \
  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct requirements requirements;
static char folder[] = "/tmp/pyvenv-requirements-XXXXXX";

static int
set_up (void **state)
{
  (void) state;
  if (mkdtemp (folder) == NULL || chdir (folder) < 0)
    return -1;

  /* As getcwd says it. */
  char *path = realpath (folder, NULL);
  int result = path != NULL && strcmp (path, folder) == 0 ? 0 : -1;
  free (path);
  return result;
}

static int
tear_down (void **state)
{
  (void) state;
  char command[sizeof folder + 16];
  snprintf (command, sizeof command, "rm -rf %s", folder);
  return chdir ("/") < 0 || system (command) != 0 ? -1 : 0;
}

static int
release (void **state)
{
  mock_report_clear ();
  return arena_teardown (state);
}

static void
write_file (const char *name, const char *text)
{
  FILE *file = fopen (name, "w");
  assert_non_null (file);
  fputs (text, file);
  assert_int_equal (fclose (file), 0);
}

static int
parse (const char *text)
{
  mock_report_clear ();
  return requirements_file_parse (&requirements, &arena, "r.txt", text,
                                  strlen (text), &mock_report.report);
}

static void
expect_parse (const char *text, size_t count)
{
  if (parse (text) < 0)
    fail_msg ("%s: %s", text, report_text (&mock_report.report));
  assert_int_equal (requirements.items.count, count);
}

static void
expect_error (const char *text, const char *message)
{
  assert_int_equal (parse (text), -1);
  assert_int_equal (mock_report.report.kind, PYVENV_ERROR_USAGE);
  if (strstr (report_text (&mock_report.report), message) == NULL)
    fail_msg ("%s: %s", text, report_text (&mock_report.report));
}

static const struct requirements_item *
item (size_t i)
{
  assert_true (i < requirements.items.count);
  return &requirements.items.items[i];
}

static void
test_lines (void **state)
{
  (void) state;
  expect_parse ("\xef\xbb\xbf# comment\n"
                "\n"
                "one==1.0  # because\r\n"
                "Two [a, B] >= 2 ; python_version < '4' \\\n"
                "   --hash=sha256:" SHA256_A " \\\n"
                "   --hash sha256:" SHA256_B "\n"
                "https://127.0.0.1/3.zip#egg=three\\\n"
                "# ends it\n"
                "four==1\\\n"
                , 4);
  assert_string_equal (item (0)->requirement->range, "==1.0");
  assert_int_equal (item (0)->place.line, 3);
  assert_string_equal (item (0)->place.file, "r.txt");
  assert_string_equal (item (1)->requirement->canonical, "two");
  assert_int_equal (item (1)->requirement->extras.count, 2);
  assert_string_equal (item (1)->requirement->extras.items[1], "b");
  assert_non_null (item (1)->requirement->marker);
  assert_int_equal (item (1)->place.line, 4);
  assert_int_equal (item (1)->hashes.count, 2);
  assert_string_equal (item (1)->hashes.items[1], "sha256=" SHA256_B);
  assert_true (requirements.require_hashes);
  assert_int_equal (item (3)->place.line, 9);
}

static void
test_comment_in_continuation (void **state)
{
  (void) state;
  expect_parse ("one==1 \\\n  # not that\ntwo==2\n", 2);
  assert_string_equal (item (1)->text, "two==2");
  assert_int_equal (item (1)->place.line, 3);
}

static void
test_variables (void **state)
{
  (void) state;
  setenv ("PYVENV_TEST_A1", "1.5", 1);
  setenv ("PYVENV_TEST_EMPTY", "", 1);
  expect_parse ("one==${PYVENV_TEST_A1}\n"
                "--index-url http://127.0.0.1/$PYVENV_TEST_A1/${pyvenv}"
                "/${PYVENV_TEST_EMPTY}\n", 1);
  assert_string_equal (item (0)->requirement->range, "==1.5");
  assert_string_equal (requirements.index_urls.items[0],
                       "http://127.0.0.1/$PYVENV_TEST_A1/${pyvenv}"
                       "/${PYVENV_TEST_EMPTY}");
}

static void
test_index_options (void **state)
{
  (void) state;
  expect_parse ("--extra-index-url http://127.0.0.1/x\n"
                "--extra 'http://127.0.0.1/b c' -i http://127.0.0.1/a\n"
                "--trusted-host=127.0.0.1 --pre --require-hashes\n"
                "-f links --prefer-binary\n", 0);
  assert_true (requirements.replaces_index);
  assert_int_equal (requirements.index_urls.count, 2);
  assert_string_equal (requirements.index_urls.items[0], "http://127.0.0.1/a");
  assert_string_equal (requirements.index_urls.items[1], "http://127.0.0.1/b c");
  assert_string_equal (requirements.trusted_hosts.items[0], "127.0.0.1");
  assert_string_equal (requirements.find_links.items[0], "links");
  assert_true (requirements.pre);
  assert_true (requirements.require_hashes);
  assert_null (requirements.only_pip);

  expect_parse ("-i http://127.0.0.1/a\n--no-index\n-i http://127.0.0.1/b\n", 0);
  assert_true (requirements.no_index);
  assert_int_equal (requirements.index_urls.count, 0);

  /* A line with a requirement has no options for the whole. */
  expect_parse ("one==1 --pre --no-index\n", 1);
  assert_false (requirements.pre || requirements.no_index);
}

static void
test_formats (void **state)
{
  (void) state;
  expect_parse ("--only-binary :all:\n--no-binary A_b,c\n--only-binary=c\n", 0);
  assert_int_equal (requirements.only_binary.count, 2);
  assert_string_equal (requirements.only_binary.items[0], ":all:");
  assert_string_equal (requirements.only_binary.items[1], "c");
  assert_int_equal (requirements.no_binary.count, 1);
  assert_string_equal (requirements.no_binary.items[0], "a-b");
  expect_parse ("--only-binary a,b\n--no-binary d,:all:,c,:none:,e\n", 0);
  assert_int_equal (requirements.only_binary.count, 0);
  assert_int_equal (requirements.no_binary.count, 1);
  assert_string_equal (requirements.no_binary.items[0], "e");
}

static void
test_places (void **state)
{
  (void) state;
  char expected[128];
  mkdir ("tree", 0700);
  write_file ("a-1.0-py3-none-any.whl", "");
  expect_parse ("./a-1.0-py3-none-any.whl ; os_name == 'posix'\n"
                "x/../b_c-2-py3-none-any.whl\n"
                "./tree\n"
                "tree\n"
                "https://127.0.0.1/d-3-py3-none-any.whl#sha256=" SHA256_A "\n"
                "e[x] @ file:///w/e-4-py3-none-any.whl ; os_name == 'posix'\n"
                "f @ git+https://127.0.0.1/f.git@main\n"
                "-e ./tree[x]\n"
                "https://127.0.0.1/g.tar.gz\n"
                "./a-1.0-py3-none-any.whl[x, Y]\n", 10);
  snprintf (expected, sizeof expected, "%s/a-1.0-py3-none-any.whl", folder);
  assert_string_equal (item (0)->path, expected);
  assert_true (item (0)->is_wheel);
  assert_string_equal (item (0)->requirement->canonical, "a");
  assert_string_equal (requirement_pin (item (0)->requirement), "1.0");
  assert_non_null (item (0)->requirement->marker);
  assert_string_equal (item (1)->requirement->canonical, "b-c");
  assert_true (item (2)->is_folder);
  assert_null (item (2)->requirement);
  assert_null (item (3)->path);
  assert_string_equal (item (4)->hashes.items[0], "sha256=" SHA256_A);
  assert_string_equal (item (5)->path, "/w/e-4-py3-none-any.whl");
  assert_string_equal (requirement_pin (item (5)->requirement), "4");
  assert_string_equal (item (5)->requirement->extras.items[0], "x");
  assert_false (item (6)->is_wheel);
  assert_true (item (7)->is_editable);
  assert_string_equal (item (7)->text, "./tree[x]");
  assert_null (item (8)->requirement);
  assert_string_equal (item (9)->path, expected);
  assert_string_equal (item (9)->requirement->extras.items[1], "y");
}

static void
test_nested (void **state)
{
  (void) state;
  mkdir ("sub", 0700);
  mkdir ("sub/wheels", 0700);
  write_file ("top.txt", "-r sub/one.txt\n-c sub/two.txt\nlast==1\n");
  write_file ("sub/one.txt", "one==1\n-r two.txt\n-f wheels\n-f none\n");
  write_file ("sub/two.txt", "two==2\n");
  assert_int_equal (requirements_file_read (&requirements, &arena, "top.txt",
                                            &mock_report.report), 0);
  assert_int_equal (requirements.items.count, 4);
  assert_string_equal (item (1)->requirement->name, "two");
  assert_false (item (1)->is_constraint);
  assert_true (item (2)->is_constraint);
  assert_true (strstr (item (1)->place.file, "/sub/two.txt") != NULL);
  assert_string_equal (item (3)->requirement->name, "last");
  assert_int_equal (requirements.find_links.count, 2);
  assert_true (*requirements.find_links.items[0] == '/');
  assert_string_equal (requirements.find_links.items[1], "none");

  expect_parse ("-r https://127.0.0.1/r.txt\n", 0);
  assert_non_null (requirements.only_pip);
}

static void
test_cycle (void **state)
{
  (void) state;
  write_file ("a.txt", "-r b.txt\n");
  write_file ("b.txt", "one==1\n-c ./x/../a.txt\n");
  mock_report_clear ();
  assert_int_equal (requirements_file_read (&requirements, &arena, "a.txt",
                                            &mock_report.report), -1);
  assert_non_null (strstr (report_text (&mock_report.report), "names itself"));
  assert_non_null (strstr (report_text (&mock_report.report), "line 2"));

  mock_report_clear ();
  assert_int_equal (requirements_file_read (&requirements, &arena, "none.txt",
                                            &mock_report.report), -1);
  assert_int_equal (mock_report.report.err, ENOENT);

  /* Nobody writes to it. */
  mock_report_clear ();
  mkfifo ("pipe", 0600);
  assert_int_equal (requirements_file_read (&requirements, &arena, "pipe",
                                            &mock_report.report), -1);
}

static void
test_errors (void **state)
{
  (void) state;
  expect_error ("\n\none=1\n", "'r.txt', line 3: 'one=1' is not a requirement");
  expect_error ("one==1;os_name\n", "at character 15");
  expect_error ("--frobnicate\n", "no option '--frobnicate'");
  expect_error ("--no-\n", "no option '--no-'");
  expect_error ("-r\n", "--requirement takes a value");
  expect_error ("--pre=1\n", "--pre takes no value");
  expect_error ("one==1 --hash=md5:abc\n", "not a hash");
  expect_error ("one==1 --hash=sha256:abc\n", "not a hash");
  expect_error ("one @ file://server/one-1-py3-none-any.whl\n",
                "'file://server/one-1-py3-none-any.whl' is on another machine");
  expect_error ("-r file://server/r.txt\n", "is on another machine");
  expect_error ("one==1 --pre two\n", "'two' stands behind");
  expect_error ("--index-url 'x\n", "does not end");
  expect_error ("x.whl\n", "not the name of a wheel");
  expect_error ("a @ https://127.0.0.1/a-1-py3-none-any.whl#sha256=abc\n", "a hash that cannot");
  expect_error ("b @ https://127.0.0.1/a-1-py3-none-any.whl\n", "a wheel of a");
  expect_error ("b @ wheels/b-1-py3-none-any.whl\n", "not an address");
  expect_error ("one==1\x01\n", "control character");
  expect_error ("\xff\xfe" "o", "UTF-8");

  assert_int_equal (parse ("--hash=sha256:" SHA256_A "\n"), 0);
  assert_non_null (strstr (text_string (&mock_report.said), "is not used"));
  assert_int_equal (parse ("-C a=b\n--use-feature x\n"), 0);
  assert_string_equal (requirements.only_pip,
                       "'r.txt', line 1: --config-settings");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_lines, release),
    cmocka_unit_test_teardown (test_comment_in_continuation, release),
    cmocka_unit_test_teardown (test_variables, release),
    cmocka_unit_test_teardown (test_index_options, release),
    cmocka_unit_test_teardown (test_formats, release),
    cmocka_unit_test_teardown (test_places, release),
    cmocka_unit_test_teardown (test_nested, release),
    cmocka_unit_test_teardown (test_cycle, release),
    cmocka_unit_test_teardown (test_errors, release),
  };
  return cmocka_run_group_tests_name ("requirements", tests, set_up, tear_down);
}
