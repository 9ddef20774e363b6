/* test_bars.c: what downloads look like on a terminal. */
#include <config.h>

#include "bars.h"
#include "tests/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
test_one_line (void **state)
{
  (void) state;
  struct bar bar = { .what = "pip-24.2-py3-none-any.whl", .done = 1 << 20,
                     .total = 2 << 20, .start = 10 };
  char line[256];
  bars_format (&bar, 12, 200, line, sizeof line);
  assert_string_equal (line, "pip-24.2-py3-none-any.whl          "
                       "[############............] 1.0 MiB of 2.0 MiB "
                       "512 KiB/s 2 s left");
  bars_format (&bar, 12, 20, line, sizeof line);
  assert_int_equal (strlen (line), 20);

  bars_format (&bar, 10.1, 200, line, sizeof line);
  assert_null (strstr (line, "/s"));

  bar.total = 0;
  bars_format (&bar, 10, 200, line, sizeof line);
  assert_null (strchr (line, '['));
  assert_non_null (strstr (line, "1.0 MiB"));
}

/* A usual terminal has room for speed and time as well. */
static void
test_narrow_line (void **state)
{
  (void) state;
  struct bar bar = { .what = "setuptools-82.10.12-py3-none-any.whl",
                     .done = 1000 << 10, .total = 1200 << 10, .start = 10 };
  char line[256];
  bars_format (&bar, 12, 79, line, sizeof line);
  assert_string_equal (line, "setuptools-82.10.12  [############...] "
                       "1000 KiB of 1.2 MiB 500 KiB/s 0 s left");
  snprintf (bar.what, sizeof bar.what, "get-pip.py");
  bars_format (&bar, 12, 79, line, sizeof line);
  assert_string_equal (line, "get-pip.py           [############...] "
                       "1000 KiB of 1.2 MiB 500 KiB/s 0 s left");
  bars_format (&bar, 12, 65, line, sizeof line);
  assert_string_equal (line, "get-pip.py           "
                       "1000 KiB of 1.2 MiB 500 KiB/s 0 s left");
}

/* The session that the README and pyvenv-setuptools-pip(7) show was captured on
 * eighty columns; docs.sh compares these very lines with theirs. */
static const char *const session[] = {
  "setuptools-65.5.0    [#########....] 903 KiB of 1.2 MiB 501 KiB/s 1 s left",
  "pip-24.2             [#########....] 1.3 MiB of 1.7 MiB 747 KiB/s 1 s left",
};

static void
test_session (void **state)
{
  (void) state;
  const struct bar bars[] = {
    { .what = "setuptools-65.5.0-py3-none-any.whl", .done = 903 << 10,
      .total = 1232695, .start = 10 },
    { .what = "pip-24.2-py3-none-any.whl", .done = 1346 << 10,
      .total = 1815170, .start = 10 },
  };
  char line[256];
  for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++)
    {
      bars_format (&bars[i], 11.802, bars_width (80), line, sizeof line);
      assert_string_equal (line, session[i]);
    }
}

/* A download that is tried again begins again, and so does its clock: the speed
 * is that of the try that goes on. */
static void
test_again (void **state)
{
  (void) state;
  struct bars bars = { .count = 0 };
  FILE *out = fopen ("/dev/null", "w");
  assert_non_null (out);
  assert_false (bars_update (&bars, out, NULL, "x.whl", 6, 10));
  bars.bar[0].start -= 100;
  double start = bars.bar[0].start;
  assert_false (bars_update (&bars, out, NULL, "x.whl", 6, 10));
  assert_false (bars_update (&bars, out, NULL, "x.whl", 7, 10));
  assert_true (bars.bar[0].start <= start);
  assert_false (bars_update (&bars, out, NULL, "x.whl", 2, 10));
  assert_true (bars.bar[0].start > start + 99);
  fclose (out);
}

/* No line is wider than the terminal, or it could not be erased; where there is
 * hardly any room nothing is drawn at all. */
static void
test_columns (void **state)
{
  (void) state;
  assert_int_equal (bars_width (0), 77);
  assert_int_equal (bars_width (80), 77);
  assert_int_equal (bars_width (200), 197);
  assert_int_equal (bars_width (19), 16);
  assert_int_equal (bars_width (10), 7);
  for (unsigned columns = 1; columns < 10; columns++)
    assert_int_equal (bars_width (columns), 0);

  struct bar bar = { .what = "pip-24.2-py3-none-any.whl", .done = 1 << 20,
                     .total = 2 << 20, .start = 10 };
  char line[256];
  bars_format (&bar, 12, bars_width (15), line, sizeof line);
  assert_string_equal (line, "pip-24.2    ");
  bars_format (&bar, 12, bars_width (10), line, sizeof line);
  assert_string_equal (line, "pip-24.");
}

/* Two at once take two lines; when both are complete nothing is left of
 * them. */
static void
test_two_at_once (void **state)
{
  (void) state;
  char *bytes = NULL;
  size_t length = 0;
  int a = 0, b = 0;
  struct bars bars = { .count = 0 };
  FILE *out = open_memstream (&bytes, &length);
  assert_non_null (out);

  assert_false (bars_update (&bars, out, &a, "x.whl", 1, 10));
  bars.last = 0;
  assert_false (bars_update (&bars, out, &b, "x.whl", 5, 10));
  assert_int_equal (bars.count, 2);
  assert_int_equal (bars.drawn, 2);
  assert_true (bars_update (&bars, out, &a, "x.whl", 10, 10));
  assert_int_equal (bars.count, 1);
  assert_ptr_equal (bars.bar[0].owner, &b);
  assert_true (bars_update (&bars, out, &b, "x.whl", 10, 10));
  assert_int_equal (bars.count, 0);
  assert_int_equal (bars.drawn, 0);

  fclose (out);
  const char *end = "\r\033[K";
  assert_string_equal (bytes + length - strlen (end), end);
  free (bytes);
}

/* What was still going on when its owner ended is not drawn again. */
static void
test_forgotten (void **state)
{
  (void) state;
  int a = 0, b = 0;
  struct bars bars = { .count = 0 };
  FILE *out = fopen ("/dev/null", "w");
  assert_non_null (out);
  assert_false (bars_update (&bars, out, &a, "x.whl", 1, 10));
  assert_false (bars_update (&bars, out, &b, "x.whl", 1, 10));
  assert_false (bars_update (&bars, out, &a, "y.whl", 1, 10));
  bars_forget (&bars, out, &a);
  assert_int_equal (bars.drawn, 0);
  assert_int_equal (bars.count, 1);
  assert_ptr_equal (bars.bar[0].owner, &b);
  fclose (out);
}

/* More than there is room for are counted, not drawn. */
static void
test_too_many (void **state)
{
  (void) state;
  struct bars bars = { .count = 0 };
  FILE *out = fopen ("/dev/null", "w");
  char name[] = "a";
  for (; name[0] < 'z'; name[0]++)
    assert_false (bars_update (&bars, out, NULL, name, 1, 2));
  assert_int_equal (bars.count, BARS_MOST);
  assert_true (bars_update (&bars, out, NULL, "y", 2, 2));
  fclose (out);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_one_line),
    cmocka_unit_test (test_narrow_line),
    cmocka_unit_test (test_session),
    cmocka_unit_test (test_again),
    cmocka_unit_test (test_columns),
    cmocka_unit_test (test_two_at_once),
    cmocka_unit_test (test_forgotten),
    cmocka_unit_test (test_too_many),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
