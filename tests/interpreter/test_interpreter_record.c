/* test_interpreter_record.c: what is remembered of interpreters, and when it is
 * not believed. */
#include <config.h>

#include "interpreter_fixture.h"
#include "interpreter_private.h"
#include "tests/units.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* All that was found, as text. */
static const char *
found_facts (struct fixture *fixture)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  interpreter_facts_write (&fixture->found, &text);
  return arena_copy (&fixture->arena, text_string (&text));
}

static size_t
count_records (struct fixture *fixture)
{
  glob_t paths = { 0 };
  glob (fixture_path (fixture, "cache/pyvenv/interpreters/[0-9a-f]*"), 0, NULL,
        &paths);
  size_t count = paths.gl_pathc;
  globfree (&paths);
  return count;
}

static const char *
record_path (struct fixture *fixture)
{
  glob_t paths = { 0 };
  glob (fixture_path (fixture, "cache/pyvenv/interpreters/[0-9a-f]*"), 0, NULL,
        &paths);
  assert_int_equal (paths.gl_pathc, 1);
  const char *path = arena_copy (&fixture->arena, paths.gl_pathv[0]);
  globfree (&paths);
  return path;
}

static bool
was_asked (void)
{
  return strstr (text_string (&mock_report.said), "asking ") != NULL;
}

static void
test_asked_once (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  assert_true (was_asked ());
  const char *facts = found_facts (fixture);

  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  assert_false (was_asked ());
  assert_string_equal (found_facts (fixture), facts);

  struct stat status;
  assert_int_equal (stat (fixture_path (fixture, "cache/pyvenv/interpreters"),
                          &status), 0);
  assert_int_equal (status.st_mode & 07777, 0700);
}

/* Reads all of the only record. */
static char *
record_bytes (struct fixture *fixture, size_t *length)
{
  static char bytes[65536];
  FILE *file = fopen (record_path (fixture), "r");
  assert_non_null (file);
  *length = fread (bytes, 1, sizeof bytes - 1, file);
  fclose (file);
  return bytes;
}

static void
record_replace (struct fixture *fixture, const char *bytes, size_t length)
{
  FILE *file = fopen (record_path (fixture), "w");
  assert_non_null (file);
  fwrite (bytes, 1, length, file);
  fclose (file);
}

/* After whatever was done to the record, it is not used, and right again. */
static void
assert_record_is_renewed (struct fixture *fixture, const char *exe,
                          const char *facts)
{
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  assert_true (was_asked ());
  assert_string_equal (found_facts (fixture), facts);
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  assert_false (was_asked ());
}

static void
test_bad_records (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  const char *facts = found_facts (fixture);

  size_t length;
  char *bytes = record_bytes (fixture, &length);
  const size_t cuts[] = { 0, 1, length / 2, length - 4, length - 1 };
  for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++)
    {
      record_replace (fixture, bytes, cuts[i]);
      assert_record_is_renewed (fixture, exe, facts);
      bytes = record_bytes (fixture, &length);
    }

  /* Another interpreter's, a control character, something behind the end. */
  const char places[] = { '/', '=', '\n', 'p' };
  for (size_t i = 0; i < sizeof places; i++)
    {
      bytes = record_bytes (fixture, &length);
      char *at = memchr (bytes + length / 2, places[i], length / 2);
      assert_non_null (at);
      *at = '\1';
      record_replace (fixture, bytes, length);
      assert_record_is_renewed (fixture, exe, facts);
    }
  bytes = record_bytes (fixture, &length);
  memcpy (bytes + length, "more\n", 5);
  record_replace (fixture, bytes, length + 5);
  assert_record_is_renewed (fixture, exe, facts);
}

static void
test_records_of_others (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  const char *facts = found_facts (fixture);

  assert_int_equal (chmod (record_path (fixture), 0622), 0);
  assert_record_is_renewed (fixture, exe, facts);

  /* What somebody else's link leads to is nothing of ours. */
  const char *record = record_path (fixture);
  assert_int_equal (rename (record, fixture_path (fixture, "elsewhere")), 0);
  assert_int_equal (symlink (fixture_path (fixture, "elsewhere"), record), 0);
  assert_record_is_renewed (fixture, exe, facts);
}

static void
test_another_file_by_the_same_name (void **state)
{
  struct fixture *fixture = *state;
  const char *const *all = fixture_interpreters (fixture);
  if (all[0] == NULL || all[1] == NULL)
    skip ();
  for (int i = 0; i < 2; i++)
    {
      assert_int_equal (fixture_find (fixture, all[i], NULL), 0);
      const char *version = fixture->found.version;
      unlink (fixture_path (fixture, "bin/python3"));
      fixture_link (fixture, all[i], "bin/python3");
      assert_int_equal (fixture_find (fixture, NULL, fixture->cache), 0);
      assert_true (was_asked ());
      assert_string_equal (fixture->found.version, version);
    }
  assert_int_equal (count_records (fixture), 1);
}

static void
test_cache_that_cannot_be_written (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
  assert_int_equal (fixture_find (fixture, exe, "/dev/null/pyvenv"), 0);
  fixture_write (fixture, "file", 0644, "x");
  assert_int_equal (fixture_find (fixture, exe,
                                  fixture_path (fixture, "file")), 0);
}

/* Wrappers may say what they like. */
static void
test_noisy_shim (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
  fixture_script (fixture, "python3", "echo Welcome; printf hello\n"
                  "echo loading >&2; '%s' \"$@\"; status=$?\n"
                  "echo '--- pyvenv facts 1 begin ---'; exit $status", exe);
  for (int i = 0; i < 2; i++)
    {
      assert_int_equal (fixture_find (fixture, NULL, fixture->cache), 0);
      assert_string_equal (fixture->found.executable, exe);
      assert_string_equal (fixture->found.base_executable, exe);
    }

  /* The record is that of the interpreter, and the shim is asked each time
   * since its answer may change. */
  assert_int_equal (count_records (fixture), 1);
  assert_true (was_asked ());
  assert_int_equal (fixture_find (fixture, exe, fixture->cache), 0);
  assert_false (was_asked ());
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    FIXTURE_TEST (test_asked_once),
    FIXTURE_TEST (test_bad_records),
    FIXTURE_TEST (test_records_of_others),
    FIXTURE_TEST (test_another_file_by_the_same_name),
    FIXTURE_TEST (test_cache_that_cannot_be_written),
    FIXTURE_TEST (test_noisy_shim),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
