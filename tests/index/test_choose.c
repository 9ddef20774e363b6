/* test_choose.c: names of wheels, and which of them is the best. */
#include <config.h>

#include "choose.h"
#include "tests/arena_fixture.h"

#include <stdlib.h>

static const struct wheel_tags_pair tag_pairs[] = {
  { "cp39", "cp39", false }, { "cp39", "none", true }, { "py39", "none", true },
  { "py3", "none", true }, { "py38", "none", true }, { "py37", "none", true }
};
static const char *const platforms[]
  = { "manylinux_2_36_x86_64", "manylinux_2_17_x86_64", "linux_x86_64" };
static const struct wheel_tags tags = { tag_pairs, 6, platforms, 3 };

/* What is taken for REQUIREMENT from FILES. */
static struct candidate
best (const char *requirement, const struct project_file *files, bool pre)
{
  struct chooser chooser = {
    .arena = &arena, .python = version_parse (&arena, "3.9.1"),
    .tags = &tags, .prereleases = pre
  };
  struct requirement wanted;
  assert_true (choose_parse (&arena, requirement, &wanted));
  for (size_t i = 0; files[i].name != NULL; i++)
    choose_offer (&chooser, &wanted, 1, &files[i], NULL, true);
  choose_end (&wanted);
  return wanted.best;
}

/* The version of it, or "". */
static const char *
chosen (const char *requirement, const struct project_file *files, bool pre)
{
  const struct version *version = best (requirement, files, pre).version;
  return version != NULL ? version->normal : "";
}

static const char *
chosen_file (const struct project_file *files)
{
  return best ("pip", files, false).file->name;
}

#define WHEEL(version) .name = "pip-" version "-py3-none-any.whl", .hash = "x"

static void
test_best (void **state)
{
  (void) state;
  static const struct project_file files[] = {
    { WHEEL ("9.0") }, { WHEEL ("10.0") }, { WHEEL ("10.1rc1") },
    { WHEEL ("10.0.1"), .requires_python = ">=3.10" },
    { WHEEL ("9.9"), .requires_python = "nonsense" },
    { WHEEL ("11.0"), .yanked = true },
    { .name = "pip-12.0-py3-none-any.whl" },
    { .name = "pipx-99-py3-none-any.whl", .hash = "x" },
    { .name = "pip-nonsense-py3-none-any.whl", .hash = "x" },
    { .name = "pip-99.tar.gz", .hash = "x" }, { .name = NULL }
  };
  assert_string_equal (chosen ("pip", files, false), "10.0");
  assert_string_equal (chosen ("PIP", files, true), "10.1rc1");
  assert_string_equal (chosen ("pip<10", files, false), "9.9");
  assert_string_equal (chosen ("pip==9.*", files, false), "9.9");
  assert_string_equal (chosen ("pip==10.1rc1", files, false), "10.1rc1");
  assert_string_equal (chosen ("pip==11.0", files, false), "11.0");
  assert_string_equal (chosen ("pip>=11", files, false), "");
  assert_string_equal (chosen ("pip==12.0", files, false), "");
  assert_string_equal (chosen ("pip==10.0.1", files, false), "");
  assert_string_equal (chosen ("setuptools", files, false), "");

  /* Where there are only pre-releases, they will do. */
  assert_string_equal (chosen ("pip", files + 2, false), "9.9");
  static const struct project_file early[] = {
    { WHEEL ("1.0a1") }, { WHEEL ("1.0b1") }, { .name = NULL }
  };
  assert_string_equal (chosen ("pip", early, false), "1.0b1");
}

/* Of the same version: the tag that says most, then the number of the build. */
static void
test_build (void **state)
{
  (void) state;
  static const struct {
    const char *less, *more;
  } pairs[] = {
    { "pip-9.0-py3-none-any.whl", "pip-9.0-2-py3-none-any.whl" },
    { "pip-9.0-2-py3-none-any.whl", "pip-9.0-10-py3-none-any.whl" },
    { "pip-9.0-2-py3-none-any.whl", "pip-9.0-2a-py3-none-any.whl" },
    { "pip-9.0-02a-py3-none-any.whl", "pip-9.0-2b-py3-none-any.whl" },
    { "pip-9.0-99999999999999999999-py3-none-any.whl",
      "pip-9.0-100000000000000000000-py3-none-any.whl" },
    { "pip-9.0-2-py3-none-any.whl", "pip-9.0.1-py3-none-any.whl" },
    { "pip-9.0-2-py38-none-any.whl", "pip-9.0-py3-none-any.whl" },
    { "pip-9.0-2-py37-none-any.whl", "pip-9.0-py38-none-any.whl" },
    { "pip-9.0-2-py3-none-any.whl", "pip-9.0-py39-none-any.whl" },
    { "pip-9.0-2-py2.py3-none-any.whl", "pip-9.0-py3.py39-none-any.whl" },
    { "pip-9.0-2-py39-none-any.whl", "pip-9.0-cp39-none-any.whl" },
    { "pip-9.0-2-py39-none-any.whl", "pip-9.0-cp39-cp39-linux_x86_64.whl" },
    { "pip-9.0-2-cp39-cp39-linux_x86_64.whl",
      "pip-9.0-cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64.whl" },
    { "pip-9.0-cp39-cp39-manylinux_2_17_x86_64.whl",
      "pip-9.0-cp39-cp39-manylinux_2_36_x86_64.whl" },
    { "pip-9.0-cp39-cp39-linux_x86_64.whl", "pip-9.1-py3-none-any.whl" },
    { "pip-9.0-cp310-cp310-linux_x86_64.whl", "pip-9.0-py3-none-any.whl" }
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    for (int swapped = 0; swapped < 2; swapped++)
      {
        struct project_file files[] = {
          { .name = pairs[i].less, .hash = "x" },
          { .name = pairs[i].more, .hash = "x" }, { .name = NULL }
        };
        if (swapped)
          {
            files[0].name = pairs[i].more;
            files[1].name = pairs[i].less;
          }
        assert_string_equal (chosen_file (files), pairs[i].more);
      }
}

static void
test_same_build (void **state)
{
  (void) state;
  static const struct project_file same[] = {
    { .name = "pip-9.0-01-py3-none-any.whl", .hash = "x" },
    { .name = "pip-9.0-1-py3-none-any.whl", .hash = "x" }, { .name = NULL }
  };
  assert_string_equal (chosen_file (same), same[0].name);
}

static void
test_requirements (void **state)
{
  (void) state;
  struct requirement wanted;
  assert_true (choose_parse (&arena, "Setup_Tools >=65, <70", &wanted));
  assert_string_equal (wanted.project, "setup-tools");
  assert_false (wanted.pinned);
  assert_true (choose_parse (&arena, "pip===1.0", &wanted));
  assert_true (wanted.pinned);
  assert_false (choose_parse (&arena, "", &wanted));
  assert_false (choose_parse (&arena, "==1.0", &wanted));
  assert_false (choose_parse (&arena, "pip==", &wanted));
  assert_false (choose_parse (&arena, "pip 1.0", &wanted));
  assert_false (choose_parse (&arena, "pip @ https://host/", &wanted));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_best, arena_teardown),
    cmocka_unit_test_teardown (test_build, arena_teardown),
    cmocka_unit_test_teardown (test_same_build, arena_teardown),
    cmocka_unit_test_teardown (test_requirements, arena_teardown)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
