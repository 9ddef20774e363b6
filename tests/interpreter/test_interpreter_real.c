/* test_interpreter_real.c: the interpreters of this machine, found through
 * shims and environments. */
#include <config.h>

#include "cleanup.h"
#include "interpreter_fixture.h"
#include "tests/units.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
  fixture_link (fixture, fixture_some_interpreter (fixture), "bin/mypython");
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
  fixture_link (fixture, fixture_some_interpreter (fixture), "bin/python3");
  const char *odd = fixture_path (fixture, "bin/.././/bin/python3");
  assert_int_equal (fixture_find (fixture, odd, NULL), 0);
  assert_string_equal (fixture->found.base_executable,
                       fixture_path (fixture, "bin/python3"));
}

static void
test_next_candidate_is_taken (void **state)
{
  struct fixture *fixture = *state;
  const char *exe = fixture_some_interpreter (fixture);
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

/* Whether what was found is what venv of EXE says, THEIRS.  In an environment of
 * copies that may take the python3 beside EXE for the base, which need not exist nor
 * be of that version; then only the rest is compared. */
static void
assert_as_venv (struct fixture *fixture, const char *exe, const char *theirs)
{
  const char *ours = found_as_venv (fixture);
  CLEAN_FREE char *base = strndup (theirs, strcspn (theirs, "\n"));
  CLEAN_FREE char *real = realpath (base, NULL);
  CLEAN_FREE char *wanted = realpath (exe, NULL);
  if (real == NULL || strcmp (real, wanted) != 0)
    {
      ours += strcspn (ours, "\n");
      theirs += strcspn (theirs, "\n");
    }
  assert_string_equal (ours, theirs);
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
    assert_as_venv (fixture, exe,
                    venv_output (fixture, inner,
                                 arena_format (&fixture->arena, "%s-inner",
                                               env)));
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
  const char *exe = fixture_some_interpreter (fixture);
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
  const struct CMUnitTest tests[] = {
    FIXTURE_TEST (test_facts_are_those_of_venv),
    FIXTURE_TEST (test_lone_link),
    FIXTURE_TEST (test_odd_spelling),
    FIXTURE_TEST (test_next_candidate_is_taken),
    FIXTURE_TEST (test_versions_and_ranges),
    FIXTURE_TEST (test_environments),
    FIXTURE_TEST (test_copies_below_a_link),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
