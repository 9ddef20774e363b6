/* test_tree.c: ENV_DIR while it is built: what a run that fails, is killed at any
 * call, or comes second leaves behind. */
#include <config.h>

#include "remove.h"
#include "tree_fixture.h"
#include "tests/units.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_new_is_kept_or_gone (void **state)
{
  (void) state;
  pyvenv_context cx;
  snprintf (env, sizeof env, "%s/a/b/env", top);
  assert_int_equal (begin (&cx, 0), 0);
  assert_true (tree_is_new (&cx.tree));
  assert_int_equal (build (&cx), 0);
  give_up (&cx);
  snprintf (env, sizeof env, "%s/a", top);
  assert_int_equal (access (env, F_OK), -1);

  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx.tree), 0);
  context_release (&cx);
  assert_built ();
}

static void
test_old_is_changed_or_as_before (void **state)
{
  (void) state;
  static const unsigned modes[] = { PYVENV_UPGRADE, PYVENV_ALLOW_EXISTING,
                                    PYVENV_CLEAR };
  pyvenv_context cx;
  make_old ();
  char *before = snapshot ();
  for (size_t i = 0; i < 3; i++)
    {
      assert_int_equal (begin (&cx, modes[i]), 0);
      assert_int_equal (build (&cx), 0);
      give_up (&cx);
      assert_unchanged (before, "mode", (int) i);
    }
  free (before);

  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx.tree), 0);
  context_release (&cx);
  assert_built ();
  assert_holds (" lib", "a blank first");
}

/* Runs begin, build and the end in a process that is killed at its Nth call, or
 * with ROLL_BACK an end that is. */
static bool
is_killed (unsigned options, int n, bool roll_back)
{
  pid_t child = fork ();
  assert_true (child >= 0);
  if (child == 0)
    {
      pyvenv_context cx;
      if (!roll_back)
        calls_left = n;
      if (begin (&cx, options) < 0 || build (&cx) < 0)
        _exit (1);
      calls_left = n;
      if (roll_back)
        tree_roll_back (&cx.tree);
      else if (tree_commit (&cx.tree) < 0)
        _exit (1);
      _exit (0);
    }
  int status;
  assert_int_equal (waitpid (child, &status, 0), child);
  assert_true (WIFEXITED (status));
  assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == KILLED);
  return WEXITSTATUS (status) == KILLED;
}

static void
check_killed (unsigned options, bool roll_back)
{
  make_old ();
  char *before = snapshot ();
  int n = 1;
  while (is_killed (options, n, roll_back))
    {
      assert_true (n < 1000);
      recover ();
      /* Behind the end of the run nothing is undone any more. */
      if (!is_there ("bin"))
        assert_unchanged (before, "killed at", n);
      else
        {
          assert_false (roll_back);
          assert_built ();
          assert_int_equal (remove_tree (AT_FDCWD, env), 0);
          free (before);
          make_old ();
          before = snapshot ();
        }
      n++;
    }
  assert_true (n > 10);
  free (before);
}

static void
test_killed_while_upgrading (void **state)
{
  (void) state;
  check_killed (PYVENV_UPGRADE, false);
}

static void
test_killed_while_clearing (void **state)
{
  (void) state;
  check_killed (PYVENV_CLEAR, false);
}

static void
test_killed_while_undoing_an_upgrade (void **state)
{
  (void) state;
  check_killed (PYVENV_UPGRADE, true);
}

static void
test_killed_while_undoing_a_clearing (void **state)
{
  (void) state;
  check_killed (PYVENV_CLEAR, true);
}

/* ---- Two at once ----------------------------------------------------- */

static void
another_run (void)
{
  pyvenv_context cx;
  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx.tree), 0);
  context_release (&cx);
}

static void
test_another_was_faster (void **state)
{
  (void) state;
  pyvenv_context cx;
  before_flock = another_run;
  assert_int_equal (begin (&cx, 0), -1);
  assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_TARGET);
  give_up (&cx);
  assert_built ();
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    TREE_TEST (test_new_is_kept_or_gone),
    TREE_TEST (test_old_is_changed_or_as_before),
    TREE_TEST (test_killed_while_upgrading),
    TREE_TEST (test_killed_while_clearing),
    TREE_TEST (test_killed_while_undoing_an_upgrade),
    TREE_TEST (test_killed_while_undoing_a_clearing),
    TREE_TEST (test_another_was_faster),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
