/* test_text.c: the string builder and the predicates. */
#include <config.h>

#include "text.h"
#include "tests/units.h"

#include <stdlib.h>

static void
test_pieces_are_joined (void **state)
{
  (void) state;
  struct text text = TEXT_EMPTY;
  text_add (&text, "lib/");
  text_addf (&text, "python%d.%d", 3, 13);
  text_add_char (&text, '/');
  text_add_bytes (&text, "a\0b", 3);
  assert_int_equal (text.length, 18);
  assert_memory_equal (text_string (&text), "lib/python3.13/a\0b", 19);
  text_clear (&text);
  assert_string_equal (text_string (&text), "");
}

static void
test_too_long_is_refused (void **state)
{
  (void) state;
  struct text text = TEXT_EMPTY;
  text_add (&text, "x");
  text_add_bytes (&text, "y", TEXT_LIMIT);
  assert_true (text.failed);
  assert_null (text_take (&text));
}

static void
test_empty_can_be_taken (void **state)
{
  (void) state;
  struct text text = TEXT_EMPTY;
  char *taken = text_take (&text);
  assert_string_equal (taken, "");
  free (taken);
}

static void
test_utf8 (void **state)
{
  (void) state;
  assert_true (string_is_utf8 ("h\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x90\x8d", 10));
  assert_false (string_is_utf8 ("\xff", 1));
  assert_false (string_is_utf8 ("\xc3", 1));
  assert_false (string_is_utf8 ("\xc0\xaf", 2));
  assert_false (string_is_utf8 ("\xe0\x80\xaf", 3));
  assert_false (string_is_utf8 ("\xed\xa0\x80", 3));
  assert_false (string_is_utf8 ("\xf4\x90\x80\x80", 4));
}

static void
test_predicates (void **state)
{
  (void) state;
  assert_true (string_starts_with ("pip-24.2", "pip-"));
  assert_false (string_starts_with ("pi", "pip"));
  assert_true (string_ends_with ("activate.csh", ".csh"));
  assert_false (string_ends_with ("csh", ".csh"));
  assert_true (string_has_control ("a\nb"));
  assert_true (string_has_control ("\x7f"));
  assert_false (string_has_control ("h\xc3\xa9 b"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_pieces_are_joined),
    cmocka_unit_test (test_too_long_is_refused),
    cmocka_unit_test (test_empty_can_be_taken),
    cmocka_unit_test (test_utf8),
    cmocka_unit_test (test_predicates),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
