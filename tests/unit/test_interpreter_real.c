/* test_interpreter_real.c: the interpreters of this machine, found through
 * shims, environments and records. */
#include <config.h>

#include "cleanup.h"
#include "interpreter_fixture.h"
#include "interpreter_private.h"

#include <glob.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What the module venv of an interpreter does with the folder that follows. */
static const char venv_script[] =
  "import glob, os, sys, venv\n"
  "context = venv.EnvBuilder(symlinks=True).ensure_directories(sys.argv[1])\n"
  "os.chdir(sys.argv[1])\n"
  "print(os.path.join(context.python_dir, context.python_exe))\n"
  "print(sys.executable)\n"
  "print(os.path.realpath(sys.executable))\n"
  "print(os.path.relpath(context.inc_path))\n"
  "print(glob.glob('lib/*/site-packages')[0])\n";

/* The same from what was found. */
static const char *
found_as_venv (struct fixture *fixture)
{
  const struct interpreter *found = &fixture->found;
  return arena_format (&fixture->arena, "%s\n%s\n%s\n%s\n%s\n",
                       found->base_executable, found->executable,
                       found->real_executable, found->env_include,
                       found->env_purelib);
}

/* All that was found, as text. */
static const char *
found_facts (struct fixture *fixture)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  interpreter_facts_write (&fixture->found, &text);
  return arena_copy (&fixture->arena, text_string (&text));
}

static const char *
venv_output (struct fixture *fixture, const char *exe, const char *env)
{
  const char *const argv[] = {
    exe, "-I", "-c", venv_script, fixture_path (fixture, "%s", env), NULL
  };
  return fixture_output (fixture, 0, argv);
}

static bool
has_venv (struct fixture *fixture, const char *exe)
{
  static const char check[] = "import importlib.util as util\n"
    "print(util.find_spec('venv') is not None)";
  const char *const argv[] = { exe, "-I", "-c", check, NULL };
  return strcmp (fixture_output (fixture, 0, argv), "True\n") == 0;
}

/* Some interpreter; the test is skipped where there is none. */
static const char *
some_interpreter (struct fixture *fixture)
{
  const char *const *all = fixture_interpreters (fixture);
  if (all[0] == NULL)
    skip ();
  return all[0];
}

static void
test_facts_are_those_of_venv (void **state)
{
  struct fixture *fixture = *state;
  const char *const *all = fixture_interpreters (fixture);
  for (int i = 0; all[i] != NULL; i++)
    {
      if (!has_venv (fixture, all[i]))
        continue;
      assert_int_equal (fixture_find (fixture, all[i], NULL), 0);
      const char *env = arena_format (&fixture->arena, "env%d", i);
      assert_string_equal (found_as_venv (fixture),
                           venv_output (fixture, all[i], env));
    }
}

/* A link in a folder of its own is what an environment links to in turn. */
static void
test_lone_link (void **state)
{
  struct fixture *fixture = *state;
  fixture_link (fixture, some_interpreter (fixture), "bin/mypython");
  assert_int_equal (fixture_find (fixture, "mypython", NULL), 0);
  assert_string_equal (fixture->found.base_executable,
                       fixture_path (fixture, "bin/mypython"));
  assert_string_equal (fixture->found.executable,
                       fixture_path (fixture, "bin/mypython"));
}

static void
test_odd_spelling (void **state)
{
  struct fixture *fixture = *state;
  fixture_link (fixture, some_interpreter (fixture), "bin/python3");
  const char *odd = fixture_path (fixture, "bin/.././/bin/python3");
  assert_int_equal (fixture_find (fixture, odd, NULL), 0);
  assert_string_equal (fixture->found.base_executable,
                       fixture_path (fixture, "bin/python3"));
}

static size_t
count_records (struct fixture *fixture)
{
  glob_t paths = { 0 };
  glob (fixture_path (fixture, "cache/pyvenv/interpreters/*"), 0, NULL,
        &paths);
  size_t count = paths.gl_pathc;
  globfree (&paths);
  return count;
}

static const char *
record_path (struct fixture *fixture)
{
  glob_t paths = { 0 };
  glob (fixture_path (fixture, "cache/pyvenv/interpreters/*"), 0, NULL,
        &paths);
  assert_int_equal (paths.gl_pathc, 1);
  const char *path = arena_copy (&fixture->arena, paths.gl_pathv[0]);
  globfree (&paths);
  return path;
}

static bool
was_asked (void)
{
  return strstr (text_string (&mock_report.debug), "asking ") != NULL;
}

static void
test_asked_once (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = some_interpreter (fixture);
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
  const char *exe = some_interpreter (fixture);
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
  const char *exe = some_interpreter (fixture);
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
  const char *exe = some_interpreter (fixture);
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

static void
test_next_candidate_is_taken (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = some_interpreter (fixture);
  fixture_script (fixture, "python3", "echo 'pyenv: no version set' >&2\n"
                  "exit 127");
  fixture_script (fixture, "python", "exec '%s' \"$@\"", exe);
  assert_int_equal (fixture_find (fixture, NULL, NULL), 0);
  assert_string_equal (fixture->found.executable, exe);
  assert_int_equal (fixture_find (fixture, ">=3.6", NULL), 0);
  assert_string_equal (fixture->found.executable, exe);
}

static void
test_versions_and_ranges (void **state)
{
  struct fixture *fixture = *state;
  const char *const *all = fixture_interpreters (fixture);
  for (int i = 0; all[i] != NULL; i++)
    {
      assert_int_equal (fixture_find (fixture, all[i], NULL), 0);
      const struct interpreter one = fixture->found;
      const char *link = arena_format (&fixture->arena, "bin/python%d.%d%s",
                                       one.major, one.minor, one.abi_thread);
      unlink (fixture_path (fixture, "%s", link));
      fixture_link (fixture, all[i], link);

      const char *const specs[] = {
        arena_format (&fixture->arena, "%d.%d%s", one.major, one.minor,
                      one.abi_thread),
        arena_format (&fixture->arena, "%s%s", one.version, one.abi_thread),
        arena_format (&fixture->arena, "==%s", one.version),
        arena_format (&fixture->arena, "~=%d.%d.0", one.major, one.minor),
        arena_format (&fixture->arena, "python%d.%d%s", one.major, one.minor,
                      one.abi_thread),
      };
      for (size_t j = 0; j < sizeof specs / sizeof specs[0]; j++)
        {
          assert_int_equal (fixture_find (fixture, specs[j], fixture->cache),
                            0);
          assert_string_equal (fixture->found.version, one.version);
          assert_string_equal (fixture->found.base_executable,
                               fixture_path (fixture, "%s", link));
        }
    }
}

/* Makes an environment with the interpreter EXE, its way. */
static void
make_environment (struct fixture *fixture, const char *exe, const char *env,
                  const char *option)
{
  const char *const argv[] = {
    exe, "-I", "-m", "venv", "--without-pip", option,
    fixture_path (fixture, "%s", env), NULL
  };
  fixture_output (fixture, 0, argv);
}

/* From 3.11 on the module venv leaves environments behind as we do; earlier
 * ones chain them, which we do not. */
static void
assert_base_is_found (struct fixture *fixture, const char *exe,
                      const char *env)
{
  const char *inner = fixture_path (fixture, "%s/bin/python3", env);
  assert_int_equal (fixture_find (fixture, inner, NULL), 0);
  assert_string_equal (fixture->found.executable, inner);
  if (fixture->found.minor >= 11)
    assert_string_equal (found_as_venv (fixture),
                         venv_output (fixture, inner,
                                      arena_format (&fixture->arena,
                                                    "%s-inner", env)));
  const char *base = fixture->found.base_executable;
  CLEAN_FREE char *real_base = realpath (base, NULL);
  CLEAN_FREE char *real_exe = realpath (exe, NULL);
  assert_string_equal (real_base, real_exe);

  /* The facts are the base's own. */
  const char *prefix = fixture->found.prefix;
  assert_int_equal (fixture_find (fixture, exe, NULL), 0);
  assert_string_equal (fixture->found.prefix, prefix);
}

static void
test_environments (void **state)
{
  struct fixture *fixture = *state;
  const char *const *all = fixture_interpreters (fixture);
  for (int i = 0; all[i] != NULL; i++)
    {
      if (!has_venv (fixture, all[i]))
        continue;
      const char *links = arena_format (&fixture->arena, "links%d", i);
      const char *copies = arena_format (&fixture->arena, "copies%d", i);
      const char *inner = arena_format (&fixture->arena, "chain%d", i);
      make_environment (fixture, all[i], links, "--symlinks");
      make_environment (fixture, all[i], copies, "--copies");
      assert_base_is_found (fixture, all[i], links);
      assert_base_is_found (fixture, all[i], copies);

      /* Only before 3.11 is this one made from the other environment. */
      if (i > 0 && fixture->found.minor >= 11)
        continue;
      make_environment (fixture,
                        fixture_path (fixture, "%s/bin/python", copies),
                        inner, "--symlinks");
      assert_base_is_found (fixture, all[i], inner);
    }
}

/* An environment below a linked folder, whose interpreter is a copy. */
static void
test_copies_below_a_link (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = some_interpreter (fixture);
  if (!has_venv (fixture, exe))
    skip ();
  make_environment (fixture, exe, "env", "--copies");
  fixture_link (fixture, "env", "alias");
  const char *inner = fixture_path (fixture, "alias/bin/python");
  assert_int_equal (fixture_find (fixture, inner, NULL), 0);
  assert_false (string_starts_with (fixture->found.base_executable,
                                    fixture->folder));
}

int
main (void)
{
#define TEST(name) \
  cmocka_unit_test_setup_teardown (name, fixture_setup, fixture_teardown)
  const struct CMUnitTest tests[] = {
    TEST (test_facts_are_those_of_venv),
    TEST (test_lone_link),
    TEST (test_odd_spelling),
    TEST (test_asked_once),
    TEST (test_bad_records),
    TEST (test_another_file_by_the_same_name),
    TEST (test_cache_that_cannot_be_written),
    TEST (test_noisy_shim),
    TEST (test_next_candidate_is_taken),
    TEST (test_versions_and_ranges),
    TEST (test_environments),
    TEST (test_copies_below_a_link),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
