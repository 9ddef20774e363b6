/* test_interpreter_tags.c: the tags of wheels that an interpreter takes, made-up
 * ones and those that the interpreters of this machine say themselves. */
#include <config.h>

#include "interpreter_fixture.h"
#include "interpreter_tags.h"
#include "text.h"
#include "wheel_name.h"
#include "tests/units.h"

#include <stdio.h>
#include <string.h>

static const struct interpreter plain = {
  .major = 3, .minor = 13, .implementation = "cpython", .is_64bit = true,
  .abi_thread = "", .abiflags = "", .build_platform = "linux-x86_64",
  .extension_suffix = ".cpython-313-x86_64-linux-gnu.so", .libc = "glibc 2.36",
};

/* All tags of PYTHON, one a line, but those that have LEFT_OUT in them. */
static const char *
tags_text (struct arena *arena, const struct interpreter *python,
           const char *left_out)
{
  struct wheel_tags tags;
  assert_int_equal (interpreter_tags_make (arena, python, &tags), 0);
  struct text text = TEXT_EMPTY;
  for (size_t i = 0; i < wheel_tags_count (&tags); i++)
    {
      const char *tag = wheel_tags_get (&tags, i, arena);
      if (left_out == NULL || strstr (tag, left_out) == NULL)
        text_addf (&text, "%s\n", tag);
    }
  const char *result = arena_copy (arena, text_string (&text));
  text_clear (&text);
  return result;
}

static void
assert_begins (struct fixture *fixture, const struct interpreter *python,
               const char *begin)
{
  const char *text = tags_text (&fixture->arena, python, NULL);
  if (!string_starts_with (text, begin))
    assert_string_equal (text, begin);
}

static void
assert_has (struct fixture *fixture, const struct interpreter *python,
            const char *tag, bool expected)
{
  const char *text = tags_text (&fixture->arena, python, NULL);
  const char *line = arena_format (&fixture->arena, "\n%s\n", tag);
  assert_int_equal (strstr (text, line) != NULL, expected);
}

static void
test_made_up (void **state)
{
  struct fixture *fixture = *state;
  assert_begins (fixture, &plain, "cp313-cp313-manylinux_2_36_x86_64\n"
                 "cp313-cp313-manylinux_2_35_x86_64\n");
  assert_has (fixture, &plain, "cp313-abi3-manylinux2014_x86_64", true);
  assert_has (fixture, &plain, "cp32-abi3-manylinux1_x86_64", true);
  assert_has (fixture, &plain, "cp313-none-any", true);
  assert_has (fixture, &plain, "cp312-none-any", false);
  assert_has (fixture, &plain, "cp313-cp313-manylinux_2_4_x86_64", false);

  struct interpreter threaded = plain;
  threaded.abi_thread = "t";
  assert_begins (fixture, &threaded, "cp313-cp313t-manylinux_2_36_x86_64\n");
  assert_has (fixture, &threaded, "cp313-abi3-linux_x86_64", false);
  assert_has (fixture, &threaded, "cp312-abi3t-linux_x86_64", true);

  struct interpreter debug = plain;
  debug.abiflags = "d";
  assert_begins (fixture, &debug, "cp313-cp313d-manylinux_2_36_x86_64\n");
  assert_has (fixture, &debug, "cp313-cp313-linux_x86_64", true);

  struct interpreter old = plain;
  old.minor = 7;
  old.abiflags = "dm";
  assert_begins (fixture, &old, "cp37-cp37dm-manylinux_2_36_x86_64\n");
  assert_has (fixture, &old, "cp37-cp37-linux_x86_64", false);
}

static void
test_other_systems (void **state)
{
  struct fixture *fixture = *state;
  struct interpreter pypy = plain;
  pypy.implementation = "pypy";
  pypy.minor = 9;
  pypy.extension_suffix = ".pypy39-pp73-x86_64-linux-gnu.so";
  assert_begins (fixture, &pypy, "pp39-pypy39_pp73-manylinux_2_36_x86_64\n");
  assert_has (fixture, &pypy, "pp3-none-any", true);
  assert_has (fixture, &pypy, "pp39-none-any", false);

  struct interpreter musl = plain;
  musl.libc = "musl 1.2";
  assert_begins (fixture, &musl, "cp313-cp313-musllinux_1_2_x86_64\n"
                 "cp313-cp313-musllinux_1_1_x86_64\n"
                 "cp313-cp313-musllinux_1_0_x86_64\n"
                 "cp313-cp313-linux_x86_64\n");

  struct interpreter small = plain;
  small.is_64bit = false;
  assert_has (fixture, &small, "cp313-cp313-manylinux1_i686", true);
  small.build_platform = "linux-aarch64";
  assert_begins (fixture, &small, "cp313-cp313-linux_armv8l\n"
                 "cp313-cp313-linux_armv7l\n");

  struct interpreter arm = plain;
  arm.build_platform = "linux-aarch64";
  assert_has (fixture, &arm, "cp313-cp313-manylinux_2_17_aarch64", true);
  assert_has (fixture, &arm, "cp313-cp313-manylinux_2_16_aarch64", false);

  struct interpreter bsd = plain;
  bsd.build_platform = "freebsd-14.1-RELEASE-amd64";
  assert_begins (fixture, &bsd, "cp313-cp313-freebsd_14_1_RELEASE_amd64\n"
                 "cp313-abi3-freebsd_14_1_RELEASE_amd64\n");
}

/* Only programs with hard floats take manylinux wheels of 32-bit ARM. */
static void
test_arm (void **state)
{
  struct fixture *fixture = *state;
  unsigned char head[52] = { 0x7f, 'E', 'L', 'F', 1, 1, 1, [18] = 40,
                             [37] = 0x04, [39] = 5 };
  struct interpreter arm = plain;
  arm.is_64bit = false;
  arm.build_platform = "linux-armv7l";
  arm.executable = fixture_path (fixture, "python");
  FILE *file = fopen (arm.executable, "w");
  assert_non_null (file);
  assert_int_equal (fwrite (head, sizeof head, 1, file), 1);
  fclose (file);
  assert_begins (fixture, &arm, "cp313-cp313-manylinux_2_36_armv7l\n");
  assert_has (fixture, &arm, "cp313-cp313-manylinux2014_armv7l", true);
  arm.build_platform = "linux-aarch64";
  assert_begins (fixture, &arm, "cp313-cp313-manylinux_2_36_armv8l\n");
  assert_has (fixture, &arm, "cp313-cp313-manylinux_2_17_armv7l", true);

  /* Soft floats, another machine, a script. */
  arm.build_platform = "linux-armv7l";
  static const int changes[][2] = { { 37, 0 }, { 39, 4 }, { 18, 62 }, { 0, '#' } };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
    {
      file = fopen (arm.executable, "w");
      assert_non_null (file);
      for (size_t j = 0; j < sizeof head; j++)
        fputc (j == (size_t) changes[i][0] ? changes[i][1] : head[j], file);
      fclose (file);
      assert_begins (fixture, &arm, "cp313-cp313-linux_armv7l\n");
    }
}

/* What packaging 26 says of others than CPython and PyPy. */
static void
test_other_implementations (void **state)
{
  struct fixture *fixture = *state;
  struct interpreter other = plain;
  other.implementation = "graalpy";
  other.minor = 11;
  other.extension_suffix = ".graalpy242-311-native-x86_64-linux.so";
  assert_begins (fixture, &other,
                 "graalpy311-graalpy242_311_native-manylinux_2_36_x86_64\n");
  assert_has (fixture, &other, "graalpy311-none-linux_x86_64", true);
  assert_has (fixture, &other, "py311-none-any", true);
  assert_has (fixture, &other, "graalpy311-none-any", false);
  other.implementation = "ironpython";
  other.extension_suffix = "";
  assert_begins (fixture, &other, "ip311-none-manylinux_2_36_x86_64\n");
}

static unsigned
rank (struct fixture *fixture, const char *file_name)
{
  struct wheel_tags tags;
  struct wheel_name name;
  assert_int_equal (interpreter_tags_make (&fixture->arena, &plain, &tags), 0);
  assert_true (wheel_name_parse (&name, &fixture->arena, file_name));
  return wheel_tags_rank (&tags, &name);
}

/* From the best to the worst, then those that do not fit. */
static void
test_ranks (void **state)
{
  static const char *const fitting[] = {
    "a-1-cp313-cp313-manylinux_2_36_x86_64.whl",
    "a-1-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "a-1-cp313-cp313-manylinux1_x86_64.whl",
    "a-1-cp313-cp313-linux_x86_64.whl",
    "a-1-cp39.cp313-abi3-manylinux_2_28_x86_64.whl",
    "a-1-CP39-ABI3-manylinux_2_28_x86_64.whl",
    "a-1-py3-none-linux_x86_64.whl",
    "a-1-cp313-none-any.whl",
    "a-1-py313-none-any.whl",
    "a-1-py2.py3-none-any.whl",
    "a-1-py36-none-any.whl",
  };
  static const char *const others[] = {
    "a-1-cp312-cp312-manylinux_2_17_x86_64.whl",
    "a-1-cp313-cp313t-manylinux_2_17_x86_64.whl",
    "a-1-cp313-cp313-manylinux_2_37_x86_64.whl",
    "a-1-cp313-cp313-musllinux_1_2_x86_64.whl",
    "a-1-cp313-cp313-win_amd64.whl",
    "a-1-cp313-cp313-any.whl",
    "a-1-py2-none-any.whl",
    "a-1-py314-none-any.whl",
    "a-1-py3-abi3-any.whl",
  };
  struct fixture *fixture = *state;
  unsigned last = UINT32_MAX;
  for (size_t i = 0; i < sizeof fitting / sizeof fitting[0]; i++)
    {
      unsigned now = rank (fixture, fitting[i]);
      if (now == 0 || now >= last)
        fail_msg ("%s has the rank %u after %u", fitting[i], now, last);
      last = now;
    }
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (rank (fixture, others[i]) != 0)
      fail_msg ("%s fits", others[i]);
}

/* What an interpreter's pip says; "none" where it has no such module.  One from
 * before PEP 803 does not know abi3t, one from before packaging 22 leaves
 * cpXY-none-any out of this list (pip itself adds it). */
static const char sys_tags_script[] =
  "try:\n"
  " from pip._vendor.packaging import tags\n"
  "except ImportError:\n"
  " tags = None\n"
  "if not hasattr(tags, 'sys_tags'):\n"
  " print('none')\n"
  "else:\n"
  " print('\\n'.join(map(str, tags.sys_tags())))\n";

/* Those from before PEP 600 have fewer names for what they take. */
static bool
knows_pep600 (const char *said)
{
  return strstr (said, "manylinux_2_") != NULL
    || strstr (said, "manylinux") == NULL;
}

/* What SAID, by an old pip for PYTHON, lacks of what is right today. */
static const char *
missing_in (struct arena *arena, const struct interpreter *python,
            const char *said)
{
  const char *own = arena_format (arena, "cp%d%d-none-any", python->major,
                                  python->minor);
  return strstr (said, own) == NULL ? own
    : strstr (said, "-abi3t-") == NULL ? "-abi3t-" : NULL;
}

/* Shows the first line in which the two differ: cmocka shows how they begin. */
static void
assert_same_lines (const char *who, const char *ours, const char *said)
{
  while (*ours != '\0' || *said != '\0')
    {
      size_t mine = strcspn (ours, "\n");
      size_t other = strcspn (said, "\n");
      if (mine != other || memcmp (ours, said, mine) != 0)
        fail_msg ("%s: we say '%.*s', pip '%.*s'", who, (int) mine, ours,
                  (int) other, said);
      ours += mine + (ours[mine] == '\n');
      said += other + (said[other] == '\n');
    }
}

static void
test_as_pip_says (void **state)
{
  struct fixture *fixture = *state;
  const char *const *interpreters = fixture_interpreters (fixture);
  size_t compared = 0;
  for (size_t i = 0; interpreters[i] != NULL; i++)
    {
      const char *const argv[] = { interpreters[i], "-I", "-c",
                                   sys_tags_script, NULL };
      const char *said = fixture_output (fixture, 0, argv);
      if (strcmp (said, "none\n") == 0 || !knows_pep600 (said))
        continue;
      assert_int_equal (fixture_find (fixture, interpreters[i], NULL), 0);
      assert_same_lines (interpreters[i],
                         tags_text (&fixture->arena, &fixture->found,
                                    missing_in (&fixture->arena,
                                                &fixture->found, said)), said);
      compared++;
    }
  if (compared == 0)
    {
      print_message ("needs: an interpreter whose pip has packaging.tags\n");
      skip ();
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_made_up, fixture_setup,
                                     fixture_teardown),
    cmocka_unit_test_setup_teardown (test_other_systems, fixture_setup,
                                     fixture_teardown),
    FIXTURE_TEST (test_arm),
    FIXTURE_TEST (test_other_implementations),
    cmocka_unit_test_setup_teardown (test_ranks, fixture_setup,
                                     fixture_teardown),
    cmocka_unit_test_setup_teardown (test_as_pip_says, fixture_setup,
                                     fixture_teardown),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
