/* test_report.c: errors as they pile up, and where other lines go. */
#include <config.h>

#include "report.h"
#include "text.h"

#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct text heard;
static bool wants_debug, cancelled;

static void
hear (void *data, enum report_level level, const char *line)
{
  assert_ptr_equal (data, &heard);
  text_addf (&heard, "%c:%s\n", level == REPORT_WARNING ? 'w' : 'd', line);
}

static bool
ask_debug (void *data)
{
  (void) data;
  return wants_debug;
}

static bool
ask_cancelled (void *data)
{
  (void) data;
  return cancelled;
}

static const struct report_owner owner = { hear, ask_debug, ask_cancelled };

static void
test_chain (void **state)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  (void) state;
  assert_null (report_text (&report));
  errno = EBADF;
  assert_int_equal (report_fail_as (&report, PYVENV_ERROR_TARGET, ENOENT,
                                    "no '%s'", "env"), -1);
  assert_int_equal (errno, EBADF);
  assert_int_equal (report_fail_as (&report, PYVENV_ERROR_USAGE, 0, "outer"),
                    -1);
  assert_string_equal (report_text (&report),
                       "outer: no 'env': No such file or directory");
  assert_int_equal (report.kind, PYVENV_ERROR_TARGET);
  assert_int_equal (report.err, ENOENT);
  report_clear (&report);
  assert_null (report_text (&report));
  assert_int_equal (report.kind, 0);
}

/* The kind of an error that does not say its own follows from who speaks. */
static void
test_kinds (void **state)
{
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  (void) state;
  report_fail (&report, 0, "core");
  assert_int_equal (report.kind, PYVENV_ERROR_OTHER);
  assert_null (report.culprit);

  report_clear (&report);
  report.speaker = &report;
  report_fail (&report, 0, "plugin");
  assert_int_equal (report.kind, PYVENV_ERROR_PLUGIN);
  assert_ptr_equal (report.culprit, &report);

  report_clear (&report);
  report.is_usage = true;
  report_fail (&report, 0, "key");
  assert_int_equal (report.kind, PYVENV_ERROR_USAGE);
}

static void
test_move (void **state)
{
  CLEAN_REPORT struct report to = REPORT_EMPTY, from = REPORT_EMPTY;
  (void) state;
  report_move (&to, &from);
  assert_int_equal (to.kind, 0);
  report_fail_as (&from, PYVENV_ERROR_ARCHIVE, EIO, "a member");
  report_move (&to, &from);
  assert_null (report_text (&from));
  assert_int_equal (to.kind, PYVENV_ERROR_ARCHIVE);
  assert_int_equal (to.err, EIO);
  assert_string_equal (report_text (&to), "a member: Input/output error");
}

/* A kind is an exit status: one that is none must not become 0. */
static void
test_unknown_kinds (void **state)
{
  static const int kinds[] = { 256, -1, 9, 131, 1 << 16 };
  (void) state;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    {
      CLEAN_REPORT struct report report = REPORT_EMPTY;
      report_fail_as (&report, kinds[i], 0, "what");
      assert_int_equal (report.kind, PYVENV_ERROR_OTHER);
    }
}

static void
test_lines (void **state)
{
  CLEAN_REPORT struct report report = { .owner = &owner, .data = &heard };
  struct report deaf = REPORT_EMPTY;
  (void) state;
  report_warn (&deaf, "nobody");
  report_debug (&deaf, "nobody");
  assert_false (report_is_cancelled (&deaf));

  report_warn (&report, "%d", 1);
  report_debug (&report, "%d", 2);
  wants_debug = true;
  report_debug (&report, "%d", 3);
  assert_string_equal (text_string (&heard), "w:1\nd:3\n");
  text_clear (&heard);

  assert_false (report_is_cancelled (&report));
  cancelled = true;
  assert_true (report_is_cancelled (&report));
}

/* What comes from archives and indexes is shown, not obeyed, and no page long. */
static void
test_hostile_texts (void **state)
{
  (void) state;
  CLEAN_REPORT struct report report = { .owner = &owner, .data = &heard };
  report_fail (&report, 0, "member '%s'", "a\033[2J\nb\302\233\177c\303\244");
  report_fail (&report, ENOENT, "in '%s'", "x\ry");
  assert_string_equal (report_text (&report), "in 'x?y': No such file or "
                       "directory: member 'a?[2J?b??c\303\244'");
  report_warn (&report, "%s", "one\ntwo");
  assert_string_equal (text_string (&heard), "w:one?two\n");
  text_clear (&heard);
  report_clear (&report);

  static char name[100001];
  memset (name, 'n', sizeof name - 1);
  report_fail (&report, 0, "'%s' is no name (use another)", name);
  assert_true (strlen (report_text (&report)) < 1100);
  assert_non_null (strstr (report_text (&report), "nnn...nnn"));
  assert_non_null (strstr (report_text (&report), "' is no name (use another)"));
  report_clear (&report);

  /* Also in many words, and never within a character. */
  for (size_t i = 0; i < sizeof name - 1; i += 2)
    memcpy (name + i, i % 100 == 0 ? "  " : "\303\244", 2);
  report_fail (&report, 0, "'%s' (do this)", name);
  assert_true (strlen (report_text (&report)) < 17000);
  assert_true (string_is_utf8 (report_text (&report),
                               strlen (report_text (&report))));
  assert_non_null (strstr (report_text (&report), " ... "));
  assert_non_null (strstr (report_text (&report), "(do this)"));
  report_clear (&report);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_hostile_texts),
    cmocka_unit_test (test_chain),
    cmocka_unit_test (test_kinds),
    cmocka_unit_test (test_move),
    cmocka_unit_test (test_unknown_kinds),
    cmocka_unit_test (test_lines),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
