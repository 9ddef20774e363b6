/* Unit tests of netrc.c: who gets which password. */
#include <config.h>

#include "netrc.h"
#include "tests/arena_fixture.h"


static int
end (void **state)
{
  (void) state;
  arena_release (&arena);
  return 0;
}

/* What FILE has for HOST, "" for nothing. */
static const char *
find (const char *file, const char *host)
{
  struct netrc netrc = { .path = "netrc", .bytes = file };
  const char *found;
  assert_int_equal (netrc_find (&netrc, &arena, host, &found), 0);
  return found != NULL ? found : "";
}

static unsigned
broken_line (const char *file)
{
  struct netrc netrc = { .path = "netrc", .bytes = file };
  const char *found;
  unsigned line = netrc_find (&netrc, &arena, "host", &found);
  assert_null (found);
  return line;
}

static void
test_hosts (void **state)
{
  (void) state;
  const char *file = "machine host login me password right\n"
    "default login any password default\n"
    "machine other user you password wrong";
  assert_string_equal (find (file, "host"), "me:right");
  assert_string_equal (find (file, "other"), "you:wrong");
  assert_string_equal (find (file, "third"), "any:default");
  assert_string_equal (find ("machine host login me password x", "hos"), "");
  assert_string_equal (find ("", "host"), "");
  assert_string_equal (find ("machine host login 1 password 1\n"
                             "machine host login 2 password 2\n", "host"),
                       "2:2");
}

static void
test_words (void **state)
{
  (void) state;
  assert_string_equal (find ("machine host login \"a b\" password c\\ d",
                             "host"), "a b:c d");
  assert_string_equal (find ("machine host account me password x", "host"),
                       "me:x");
  assert_string_equal (find ("machine host password x", "host"), ":x");
  assert_string_equal (find ("machine host login me", "host"), "me:");
  assert_string_equal (find ("machine host", "host"), "");
  assert_string_equal (find ("# words\nmachine host # of\nlogin me "
                             "password #x", "host"), "me:#x");
  assert_string_equal (find ("macdef init\ncd /tmp\n\nmachine host login me "
                             "password x", "host"), "me:x");
  assert_string_equal (find ("machine host login me password \"x\n", "host"),
                       "me:x\n");
}

static void
test_broken (void **state)
{
  (void) state;
  assert_int_equal (broken_line ("machine host login me password x\nword"), 2);
  assert_int_equal (broken_line ("machine host login me pass x"), 1);
  assert_int_equal (broken_line ("\n\nmachine"), 3);
  assert_int_equal (broken_line ("macdef init\ncd /tmp\n"), 1);
  assert_int_equal (broken_line ("#comment here\n"), 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_hosts, end),
    cmocka_unit_test_teardown (test_words, end),
    cmocka_unit_test_teardown (test_broken, end)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
