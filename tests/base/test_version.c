/* test_version.c: PEP 440 versions and ranges. */
#include <config.h>

#include "version.h"
#include "tests/units.h"

#include <errno.h>

#define COUNT(array) (sizeof (array) / sizeof (array)[0])

static void
test_order (void **state)
{
  (void) state;
  static const char *const ascending[] = {
    "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12",
    "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345",
    "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5",
    "1.0+5.0", "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1",
    "1.99999999999999999999999999998", "1.99999999999999999999999999999",
    "1.100000000000000000000000000000", "1!0.1",
  };
  struct arena arena = { NULL };
  const struct version *versions[COUNT (ascending)];
  for (size_t i = 0; i < COUNT (ascending); i++)
    {
      versions[i] = version_parse (&arena, ascending[i]);
      assert_non_null (versions[i]);
      assert_string_equal (versions[i]->normal, ascending[i]);
    }
  for (size_t i = 0; i < COUNT (ascending); i++)
    for (size_t j = 0; j < COUNT (ascending); j++)
      {
        int order = version_compare (versions[i], versions[j]);
        assert_int_equal ((order > 0) - (order < 0), (i > j) - (i < j));
      }
  arena_release (&arena);
}

static void
test_normal_form (void **state)
{
  (void) state;
  static const char *const pairs[][2] = {
    { "1.0-1", "1.0.post1" },
    { "V1.0.ALPHA1", "1.0a1" },
    { "1.0c1", "1.0rc1" },
    { "1.0.0-r4", "1.0.0.post4" },
    { " \t1.0\n", "1.0" },
    { "0!01.002", "1.2" },
    { "1.0preview", "1.0rc0" },
    { "1.0-beta_3", "1.0b3" },
    { "1.0a-", "1.0a0" },
    { "1.0a-.post-", "1.0a0.post0" },
    { "1.0rev", "1.0.post0" },
    { "1.0_dev", "1.0.dev0" },
    { "1.0+Ubuntu_007-b", "1.0+ubuntu.7.b" },
    { "1.0+00", "1.0+0" },
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (pairs); i++)
    {
      const struct version *version = version_parse (&arena, pairs[i][0]);
      assert_non_null (version);
      assert_string_equal (version->normal, pairs[i][1]);
    }
  arena_release (&arena);
}

static void
test_invalid (void **state)
{
  (void) state;
  static const char *const texts[] = {
    "", " ", "v", "x", "1.", "1..0", "1.0-", "1.0+", "1.0+a..b", "1.0+a+b",
    "!1", "1!", "1!!1", "1.0 a1", "1.0a1b1", "1.0.post1.post2", "1.0.devel",
    "1.*", "-1", "1.0\xc2\xb2", "french toast",
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (texts); i++)
    {
      assert_null (version_parse (&arena, texts[i]));
      assert_int_equal (errno, EINVAL);
    }
  arena_release (&arena);
}

static void
assert_matches (const char *range, const char *version, bool expected)
{
  struct arena arena = { NULL };
  const struct specifiers *specifiers = specifiers_parse (&arena, range);
  const struct version *parsed = version_parse (&arena, version);
  assert_non_null (specifiers);
  assert_non_null (parsed);
  if (specifiers_match (specifiers, parsed, true) != expected)
    fail_msg ("'%s' and %s", range, version);
  arena_release (&arena);
}

static void
test_ranges (void **state)
{
  (void) state;
  assert_matches ("", "3.9.1", true);
  assert_matches (" , ", "3.9.1", true);
  assert_matches (">=3.9,<3.12", "3.9.0", true);
  assert_matches (" >= 3.9 , < 3.12 ,", "3.11.99", true);
  assert_matches (">=3.9,<3.12", "3.12.0", false);
  assert_matches ("==3.9", "3.9.0", true);
  assert_matches ("==3.9", "3.9.1", false);
  assert_matches ("==3.9.*", "3.9.1", true);
  assert_matches ("==3.9.*", "3.90.1", false);
  assert_matches ("==3.9.0.*", "3.9", true);
  assert_matches ("==3.9.*", "3.9a1", true);
  assert_matches ("==3.9.*", "1!3.9", false);
  assert_matches ("!=3.9.*", "3.9.1", false);
  assert_matches ("!=3.9.1", "3.9.2", true);
  assert_matches ("~=3.9", "3.14.0", true);
  assert_matches ("~=3.9", "4.0", false);
  assert_matches ("~=3.9.2", "3.9.1", false);
  assert_matches ("~=3.9.2", "3.10", false);
  assert_matches ("~=3.9.2a1", "3.9.2", true);
  assert_matches ("<=3.9", "3.9+local", true);
  assert_matches ("==3.9", "3.9+local", true);
  assert_matches ("==3.9+local", "3.9", false);
  assert_matches ("===3.9", "3.9.0", false);
  assert_matches ("===3.9.0", "3.9.0", true);
  assert_matches ("<3.9", "3.9rc1", false);
  assert_matches ("<3.9rc2", "3.9rc1", true);
  assert_matches (">3.9", "3.9.post1", false);
  assert_matches (">3.9.post1", "3.9.post2", true);
  assert_matches (">3.9", "3.9+local", false);
}

static void
test_prereleases_are_asked_for (void **state)
{
  (void) state;
  struct arena arena = { NULL };
  const struct version *version = version_parse (&arena, "4.0a1");
  assert_false (specifiers_match (specifiers_parse (&arena, ">=3.9"), version,
                                  false));
  assert_true (specifiers_match (specifiers_parse (&arena, ">=3.9.dev1"),
                                 version, false));
  assert_true (version_is_prerelease (version));
  assert_false (version_is_prerelease (version_parse (&arena, "4.0.post1")));
  arena_release (&arena);
}

static void
test_invalid_ranges (void **state)
{
  (void) state;
  static const char *const texts[] = {
    "3.9", "=3.9", ">=", ">=x", ">=3.9.*", "~=3", "~=3.9.*", "<3.9+local",
    "==3.9a1.*", "==3.9+local.*", "==3.9 .*", ">=3.9 <4", "===", "=== a b",
    "=>3.9", "!3.9", "==.*",
  };
  struct arena arena = { NULL };
  for (size_t i = 0; i < COUNT (texts); i++)
    {
      if (specifiers_parse (&arena, texts[i]) != NULL)
        fail_msg ("'%s' was accepted", texts[i]);
      assert_int_equal (errno, EINVAL);
    }
  arena_release (&arena);
}

/* What a file name or an index says need not be a version. */
static void
test_texts (void **state)
{
  (void) state;
  assert_int_equal (version_compare_text ("1.0", "1"), 0);
  assert_true (version_compare_text ("1.10", "1.9") > 0);
  assert_true (version_compare_text ("odd", "0.1") < 0);
  assert_true (version_compare_text ("0.1", "odd") > 0);
  assert_true (version_compare_text ("odd", "other") < 0);
  assert_true (specifiers_match_text ("", "1.0"));
  assert_true (specifiers_match_text (">=3.9", "3.13.0rc1"));
  assert_false (specifiers_match_text (">=3.9,!=3.9.1", "3.9.1"));
  assert_true (specifiers_match_text ("odd", "3.9"));
  assert_true (specifiers_match_text (">=3.9", "odd"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_order),
    cmocka_unit_test (test_normal_form),
    cmocka_unit_test (test_invalid),
    cmocka_unit_test (test_ranges),
    cmocka_unit_test (test_prereleases_are_asked_for),
    cmocka_unit_test (test_invalid_ranges),
    cmocka_unit_test (test_texts),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
