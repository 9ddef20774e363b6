/* test_cfg.c: pyvenv.cfg and Python string literals. */
#include <config.h>

#include "cfg.h"
#include "tests/arena_fixture.h"

#include <errno.h>
#include <string.h>

static struct cfg cfg;

static int
teardown (void **state)
{
  (void) state;
  cfg_release (&cfg);
  arena_release (&arena);
  return 0;
}

static void
assert_printed (const char *expected)
{
  struct text text = TEXT_EMPTY;
  cfg_print (&cfg, &text);
  assert_string_equal (text_string (&text), expected);
  text_clear (&text);
}

static void
test_order_is_kept (void **state)
{
  (void) state;
  assert_int_equal (cfg_set (&cfg, &arena, "home", "/usr/bin"), 0);
  assert_int_equal (cfg_set (&cfg, &arena, "version", "3.13.0"), 0);
  assert_int_equal (cfg_set (&cfg, &arena, "extra", "1"), 0);
  assert_int_equal (cfg_set (&cfg, &arena, "HOME", "/opt/bin"), 0);
  assert_int_equal (cfg_set (&cfg, &arena, "extra", NULL), 0);
  assert_true (cfg.dirty);
  assert_printed ("home = /opt/bin\nversion = 3.13.0\n");
}

static void
test_same_value_is_not_dirty (void **state)
{
  (void) state;
  assert_int_equal (cfg_set (&cfg, &arena, "home", "/usr/bin"), 0);
  cfg.dirty = false;
  assert_int_equal (cfg_set (&cfg, &arena, "home", "/usr/bin"), 0);
  assert_int_equal (cfg_set (&cfg, &arena, "none", NULL), 0);
  assert_false (cfg.dirty);
}

static void
test_injection_is_refused (void **state)
{
  (void) state;
  assert_int_equal (cfg_set (&cfg, &arena, "a", "x\nhome = /evil"), -1);
  assert_int_equal (errno, EINVAL);
  assert_int_equal (cfg_set (&cfg, &arena, "a = b", "x"), -1);
  assert_int_equal (cfg_set (&cfg, &arena, "", "x"), -1);
  assert_int_equal (cfg_set (&cfg, &arena, " a", "x"), -1);
}

static void
test_reading_as_getpath_does (void **state)
{
  (void) state;
  const char text[] = "HOME\t=  /usr/bin \r\nno equals sign\n"
                      "a = b = c\nlast=1";
  assert_int_equal (cfg_parse (&cfg, &arena, text, sizeof text - 1), 0);
  assert_string_equal (cfg_get (&cfg, "home"), "/usr/bin");
  assert_string_equal (cfg_get (&cfg, "a"), "b = c");
  assert_string_equal (cfg_get (&cfg, "last"), "1");
  assert_null (cfg_get (&cfg, "no equals sign"));
}

/* What repr () of CPython 3.13 answers. */
static const struct {
  const char *string, *repr;
} literals[] = {
  { "foo", "'foo'" },
  { "", "''" },
  { "it's", "\"it's\"" },
  { "a'b\"c", "'a\\'b\"c'" },
  { "back\\slash", "'back\\\\slash'" },
  { "tab\tnl\n", "'tab\\tnl\\n'" },
  { "\x01\x7f", "'\\x01\\x7f'" },
  { "h\xc3\xa9", "'h\xc3\xa9'" },
  { "nbsp\xc2\xa0", "'nbsp\\xa0'" },
  { "zwsp\xe2\x80\x8b", "'zwsp\\u200b'" },
  { "\xf0\x9f\x90\x8d", "'\xf0\x9f\x90\x8d'" },
  { "tag\xf3\xa0\x80\x81", "'tag\\U000e0001'" },
};

static void
test_literals_both_ways (void **state)
{
  (void) state;
  for (size_t i = 0; i < sizeof literals / sizeof literals[0]; i++)
    {
      struct text text = TEXT_EMPTY;
      cfg_add_repr (&text, literals[i].string);
      assert_string_equal (text_string (&text), literals[i].repr);
      text_clear (&text);
      assert_string_equal (cfg_unrepr (&arena, literals[i].repr),
                           literals[i].string);
    }
}

static void
test_broken_literals_do_no_harm (void **state)
{
  (void) state;
  assert_string_equal (cfg_unrepr (&arena, "plain"), "plain");
  assert_string_equal (cfg_unrepr (&arena, "'"), "'");
  assert_string_equal (cfg_unrepr (&arena, "'a\\'"), "a\\");
  assert_non_null (cfg_unrepr (&arena, "'\\x4'"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_order_is_kept, teardown),
    cmocka_unit_test_teardown (test_same_value_is_not_dirty, teardown),
    cmocka_unit_test_teardown (test_injection_is_refused, teardown),
    cmocka_unit_test_teardown (test_reading_as_getpath_does, teardown),
    cmocka_unit_test_teardown (test_literals_both_ways, teardown),
    cmocka_unit_test_teardown (test_broken_literals_do_no_harm, teardown),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
