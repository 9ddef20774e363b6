/* test_interpreter.c: candidates that do not do, and why. */
#include <config.h>

#include "interpreter_fixture.h"
#include "process.h"
#include "tests/units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ONLY_PATH "  (only PATH is searched; a path can be given, too)"

static void
test_nothing_there (void **state)
{
  fixture_assert_refused (*state, NULL, "no interpreter was found: there is "
                          "no python3 or python on PATH; name one with "
                          "--python");
  fixture_assert_refused (*state, "3.12", "no interpreter fits '3.12': there "
                          "is no python3.12, python3 or python on PATH (only "
                          "PATH is searched; a path can be given, too)");
  fixture_assert_refused (*state, "9", "no interpreter fits '9': there is no "
                          "such version; is 3.9 meant?");
  fixture_assert_refused (*state, "4.1", "no interpreter fits '4.1': there is "
                          "no such version; the latest are 3.X");
  fixture_assert_refused (*state, "pypy3", "no interpreter fits 'pypy3': there "
                          "is no pypy3 on PATH (paths are written with a "
                          "slash, './NAME')");
  fixture_assert_refused (*state, "/nonexistent/python", "cannot use the "
                          "interpreter '/nonexistent/python': there is no "
                          "such file");
  fixture_assert_refused (*state, "3.x", "no interpreter fits '3.x': this is "
                          "not a version...");
}

static void
test_a_timeout_that_is_none (void **state)
{
  static const char *const bad[] = { "0", "soon", "9999", "1s" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    {
      setenv ("PYVENV_PROBE_TIMEOUT", bad[i], 1);
      assert_int_equal (fixture_find (*state, "3.12", NULL), -1);
      assert_int_equal (mock_report.report.kind, PYVENV_ERROR_USAGE);
      assert_non_null (strstr (report_text (&mock_report.report),
                               "PYVENV_PROBE_TIMEOUT is '"));
    }
}

/* Each candidate with its reason, in the order of PATH and of the names. */
static void
test_all_reasons_are_told (void **state)
{
  struct fixture *fixture = *state;
  fixture_script (fixture, "python3.12",
                  "echo 'pyenv: python3.12: command not found' >&2\n"
                  "echo 'The command exists in these versions:' >&2\n"
                  "echo >&2; echo '  3.12.1' >&2; echo Note: >&2\n"
                  "exit 127");
  fixture_script (fixture, "python3", "kill -SEGV $$");
  fixture_script (fixture, "python", "echo Hello; exit 0");
  const char *b = fixture->bin;
  fixture_assert_refused (fixture, "3.12", "no interpreter fits '3.12':\n"
                          "  %s/python3.12: pyenv: python3.12: command not "
                          "found; The command exists in these versions: "
                          "3.12.1\n"
                          "  %s/python3: crashed with signal 11 (%s)\n"
                          "  %s/python: does not behave as Python\n" ONLY_PATH,
                          b, b, strsignal (11), b);
  fixture_assert_refused (fixture, ">=3.9", "no interpreter fits '>=3.9':\n"
                          "  %s/python3: crashed with signal 11 (%s)\n"
                          "  %s/python: does not behave as Python\n"
                          "  %s/python3.12: pyenv: python3.12: command not "
                          "found; The command exists in these versions: "
                          "3.12.1\n" ONLY_PATH, b, strsignal (11), b, b);
}

static void
test_too_old (void **state)
{
  struct fixture *fixture = *state;
  fixture_script (fixture, "python",
                  "if [ \"$1\" = -I ]; then\n"
                  "  echo Unknown option: -I >&2; exit 2\n"
                  "fi\n"
                  "echo '--- pyvenv facts 1 begin ---'\n"
                  "echo version=2.7.18\n"
                  "echo '--- pyvenv facts 1 end ---'");
  fixture_assert_refused (fixture, "python", "no interpreter fits 'python':\n"
                          "  %s/python: is Python 2.7.18; pyvenv needs 3.6 or "
                          "newer\n" ONLY_PATH, fixture->bin);
}

static void
test_hanging (void **state)
{
  struct fixture *fixture = *state;
  fixture_script (fixture, "python3", "echo starting >&2; exec sleep 1000");
  setenv ("PYVENV_PROBE_TIMEOUT", "1", 1);
  fixture_assert_refused (fixture, NULL, "no interpreter was found:\n"
                          "  %s/python3: did not answer within 1 s "
                          "(PYVENV_PROBE_TIMEOUT allows more): starting",
                          fixture->bin);
}

static void
test_cancelled (void **state)
{
  struct fixture *fixture = *state;
  fixture_script (fixture, "python3", "exec sleep 1000");
  mock_report.cancelled = true;
  assert_int_equal (fixture_find (fixture, NULL, NULL), -1);
  assert_int_equal (mock_report.report.kind, PYVENV_ERROR_INTERRUPTED);
}

static void
assert_path_refused (struct fixture *fixture, const char *path,
                     const char *reason)
{
  fixture_assert_refused (fixture, path, "cannot use the interpreter '%s': %s",
                          path, reason);
}

static void
test_no_programs (void **state)
{
  struct fixture *fixture = *state;
  assert_path_refused (fixture, fixture->folder, "is a directory; name the "
                       "interpreter itself");
  fixture_script (fixture, "python3", "exit 1");
  fixture_assert_refused (fixture, fixture->folder, "cannot use the interpreter "
                          "'%s': is a directory; name the interpreter in it, "
                          "such as '%s'", fixture->folder,
                          fixture_path (fixture, "bin/python3"));
  fixture_link (fixture, "nowhere", "dangling");
  assert_path_refused (fixture, fixture_path (fixture, "dangling"),
                       "is a link to 'nowhere', which does not exist");
  fixture_link (fixture, "loop", "loop");
  assert_path_refused (fixture, fixture_path (fixture, "loop"),
                       strerror (ELOOP));
  assert_int_equal (mkfifo (fixture_path (fixture, "fifo"), 0700), 0);
  assert_path_refused (fixture, fixture_path (fixture, "fifo"),
                       "is not a file");
  fixture_write (fixture, "text", 0644, "#!/bin/sh\n");
  assert_path_refused (fixture, fixture_path (fixture, "text"),
                       "is not executable (chmod +x makes it so)");
  fixture_write (fixture, "alien", 0755, "\177ELF of another machine\n");
  assert_path_refused (fixture, fixture_path (fixture, "alien"),
                       "is not a program for this machine...");
  fixture_write (fixture, "orphan", 0755, "#!/nonexistent/sh\n");
  assert_path_refused (fixture, fixture_path (fixture, "orphan"),
                       "the loader or the interpreter that it asks for does "
                       "not exist");
}

/* A whole answer, in which one line is replaced. */
static void
write_answer (struct fixture *fixture, const char *key, const char *line)
{
  static const char *const lines[] = {
    "version=3.12.1", "major=3", "minor=12", "micro=1",
    "base_executable=/x/python", "executable=/x/python",
    "real_executable=/x/python", "implementation=cpython", "platform=linux",
    "is_64bit=1", "abi_thread=", "abiflags=", "platlibdir=lib",
    "cache_tag=cpython-312", "magic=cb0d0d0a", "prefix=/x", "stdlib=/x/lib",
    "purelib=/x/lib/s", "wheel_pkg_dir=", "env_purelib=lib/s",
    "env_include=include", "extension_suffix=.so",
    "build_platform=linux-x86_64", "libc=glibc 2.36",
  };
  struct text text = TEXT_EMPTY;
  text_add (&text, "echo '--- pyvenv facts 1 begin ---'\n");
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    {
      bool this = string_starts_with (lines[i], key);
      if (!this || *line != '\0')
        text_addf (&text, "printf '%%b\\n' '%s'\n", this ? line : lines[i]);
    }
  text_add (&text, "echo '--- pyvenv facts 1 end ---'\n");
  fixture_script (fixture, "python", "%s", text_string (&text));
  text_clear (&text);
}

static void
test_strange_answers (void **state)
{
  static const char *const rows[][2] = {
    { "version=", "version=3.12.2" },
    { "version=", "" },
    { "major=", "major=-3" },
    { "minor=", "minor=12x" },
    { "micro=", "micro=99999" },
    { "prefix=", "prefix=/x\\ny" },
    { "prefix=", "prefix=/x\\033[2J" },
    { "prefix=", "prefix=x" },
    { "executable=", "executable=" },
    { "is_64bit=", "is_64bit=yes" },
    { "magic=", "magic=cb0d0d" },
    { "magic=", "magic=cb0d0d0x" },
    { "implementation=", "implementation=" },
    { "env_purelib=", "env_purelib=/lib/s" },
    { "env_purelib=", "env_purelib=lib/../../s" },
    { "env_include=", "env_include=" },
    { "env_include=", "env_include=include\\nmore=1" },
    { "env_include=", "" },
  };
  struct fixture *fixture = *state;
  const char *path = fixture_path (fixture, "bin/python");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    {
      write_answer (fixture, rows[i][0], rows[i][1]);
      assert_path_refused (fixture, path, "told facts that make no sense...");
    }

  /* And the same without a flaw, which then cannot be followed. */
  write_answer (fixture, "none", "");
  assert_path_refused (fixture, path, "there is no such file");
}

/* A script that runs an interpreter under its own name could only be linked to
 * as itself. */
static void
test_hiding_script (void **state)
{
  struct fixture *fixture = *state;
  const char *path = fixture_path (fixture, "bin/python");
  write_answer (fixture, "executable=",
                arena_format (&fixture->arena, "executable=%s", path));
  assert_path_refused (fixture, path, "is a script that hides the interpreter "
                       "it runs; name that one");
}

static void
test_shims_in_a_circle (void **state)
{
  struct fixture *fixture = *state;
  write_answer (fixture, "executable=",
                arena_format (&fixture->arena, "executable=%s/python3",
                              fixture->bin));
  assert_int_equal (rename (fixture_path (fixture, "bin/python"),
                            fixture_path (fixture, "bin/python2")), 0);
  write_answer (fixture, "executable=",
                arena_format (&fixture->arena, "executable=%s/python2",
                              fixture->bin));
  assert_int_equal (rename (fixture_path (fixture, "bin/python"),
                            fixture_path (fixture, "bin/python3")), 0);
  assert_path_refused (fixture, fixture_path (fixture, "bin/python3"),
                       arena_format (&fixture->arena, "runs '%s/python2', "
                                     "which runs yet another program",
                                     fixture->bin));
}

static void
test_environment_without_base (void **state)
{
  struct fixture *fixture = *state;
  fixture_write (fixture, "pyvenv.cfg", 0644, "Home = /nonexistent/bin \n"
                 "home = /other\n");
  fixture_script (fixture, "python", "exit 0");
  assert_path_refused (fixture, fixture_path (fixture, "bin/python"),
                       "its environment was made from "
                       "'/nonexistent/bin/python': No such file or directory");
}

/* Without `home` the file means nothing. */
static void
test_stray_configuration (void **state)
{
  struct fixture *fixture = *state;
  fixture_write (fixture, "pyvenv.cfg", 0644, "homes = /x\nhome\n");
  fixture_script (fixture, "python", "echo broken >&2; exit 1");
  assert_path_refused (fixture, fixture_path (fixture, "bin/python"),
                       "broken");
}

/* What went wrong programs say may hold anything. */
static void
test_complaints_are_tamed (void **state)
{
  struct fixture *fixture = *state;
  fixture_script (fixture, "python",
                  "printf '\\n \\033[31mred\\tline\\n' >&2; exit 1");
  assert_path_refused (fixture, fixture_path (fixture, "bin/python"),
                       " ?[31mred?line");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    FIXTURE_TEST (test_nothing_there),
    FIXTURE_TEST (test_a_timeout_that_is_none),
    FIXTURE_TEST (test_all_reasons_are_told),
    FIXTURE_TEST (test_too_old),
    FIXTURE_TEST (test_hanging),
    FIXTURE_TEST (test_cancelled),
    FIXTURE_TEST (test_no_programs),
    FIXTURE_TEST (test_strange_answers),
    FIXTURE_TEST (test_hiding_script),
    FIXTURE_TEST (test_shims_in_a_circle),
    FIXTURE_TEST (test_environment_without_base),
    FIXTURE_TEST (test_stray_configuration),
    FIXTURE_TEST (test_complaints_are_tamed),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
