/* test_tree_owner.c: another user exchanges folders for links, or has put a
 * journal there, and file systems without locks. */
#include <config.h>

#include "remove.h"
#include "tree_fixture.h"

#include "tests/units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Exchanges ----------------------------------------------------------- */

/* What must not change: TOP/outside and what is in it. */
static char outside[80];

static const char *victim;      /* below ENV_DIR; "" is ENV_DIR itself */

static void
make_outside (void)
{
  snprintf (outside, sizeof outside, "%s/outside", top);
  assert_int_equal (mkdir (outside, 0755), 0);
  for (const char *const *name = (const char *const[]) {
         "python3", "new", "0", "1", "activate", "mine", "site-packages", NULL };
       *name != NULL; name++)
    write_text (outside, *name, "precious");
}

static char *
outside_now (void)
{
  char saved[sizeof top];
  strcpy (saved, top);
  strcpy (top, outside);
  char *now = snapshot ();
  strcpy (top, saved);
  return now;
}

/* Moves VICTIM out of the way and puts a link to TOP/outside in its place; for
 * ENV_DIR itself, a folder of another user's with such links. */
static void
exchange (void)
{
  static const char *const names[] = { "bin", "lib", ".pyvenv-saved" };
  char away[80];
  snprintf (away, sizeof away, "%s/away", top);
  if (*victim != '\0')
    {
      if ((rename (at (victim), away) == 0 || errno == ENOENT)
          && symlink (outside, at (victim)) < 0 && errno != ENOENT)
        fail_msg ("cannot exchange '%s'", victim);
      return;
    }
  if (rename (env, away) < 0)
    return;
  assert_int_equal (mkdir (env, 0755), 0);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal (symlink (outside, at (names[i])), 0);
  if (geteuid () == 0)
    assert_int_equal (chown (env, 65534, 65534), 0);
}

/* Runs it in a process of its own with the exchange in front of call N.  Returns
 * whether the run made so many calls. */
static bool
run_exchanged (unsigned options, int n)
{
  pid_t child = fork ();
  assert_true (child >= 0);
  if (child == 0)
    {
      pyvenv_context cx;
      hook = exchange;
      calls_until_hook = n;
      int result = begin (&cx, options);
      if (result == 0 && build (&cx) == 0)
        result = tree_commit (&cx.tree);
      if (result != 0)
        tree_roll_back (&cx.tree);
      _exit (calls_until_hook == 0 ? 0 : 1);
    }
  int status;
  assert_int_equal (waitpid (child, &status, 0), child);
  assert_true (WIFEXITED (status) && WEXITSTATUS (status) <= 1);
  return WEXITSTATUS (status) == 0;
}

static void
start_over (bool is_old)
{
  char away[80];
  snprintf (away, sizeof away, "%s/away", top);
  assert_int_equal (remove_tree (AT_FDCWD, away), 0);
  assert_int_equal (remove_tree (AT_FDCWD, env), 0);
  if (is_old)
    {
      make_old ();
      assert_int_equal (mkdir (at ("bin"), 0777), 0);
      assert_int_equal (chmod (env, 0777), 0);
    }
}

/* The exchange in front of every call; returns how many there were. */
static int
check_exchanges (unsigned options)
{
  bool is_old = (options & PYVENV_FORCE) != 0;
  char *before = outside_now ();
  int n = 1;
  for (start_over (is_old); run_exchanged (options, n); start_over (is_old))
    {
      char *after = outside_now ();
      if (strcmp (before, after) != 0)
        fail_msg ("'%s' exchanged before call %d, options %u:\n%s\nbecame\n%s",
                  victim, n, options, before, after);
      free (after);
      assert_true (++n < 2000);
    }
  free (before);
  start_over (false);
  return n - 1;
}

/* In a folder in which others may write, as with umask 0. */
static void
test_exchanged_inside (void **state)
{
  (void) state;
  static const char *const victims[] = { "bin", "lib", "lib/python3",
                                         ".pyvenv-saved" };
  mode_t old_umask = umask (0);
  int points = 0;
  make_outside ();
  for (size_t i = 0; i < sizeof victims / sizeof victims[0]; i++)
    {
      victim = victims[i];
      points += check_exchanges (0);
      points += check_exchanges (PYVENV_UPGRADE | PYVENV_FORCE);
      points += check_exchanges (PYVENV_CLEAR | PYVENV_FORCE);
    }
  umask (old_umask);
  assert_true (points > 500);
  print_message ("# %d of %d exchanges inside\n", points, points);
}

/* ENV_DIR itself, in a folder in which others may write. */
static void
test_exchanged_in_parent (void **state)
{
  (void) state;
  make_outside ();
  victim = "";
  int points = check_exchanges (0);
  points += check_exchanges (PYVENV_UPGRADE | PYVENV_FORCE);
  points += check_exchanges (PYVENV_CLEAR | PYVENV_FORCE);
  assert_true (points > 50);
  print_message ("# %d of %d exchanges in the parent\n", points, points);
}

/* ---- Owners -------------------------------------------------------------- */

static void
refuse_target (unsigned options, const char *why)
{
  pyvenv_context cx;
  char *before = snapshot ();
  assert_int_equal (begin (&cx, options), -1);
  assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_TARGET);
  if (strstr (pyvenv_last_error (&cx), why) == NULL)
    fail_msg ("%s", pyvenv_last_error (&cx));
  give_up (&cx);
  assert_unchanged (before, why, 0);
  free (before);
}

static void
test_root_in_folders_of_others (void **state)
{
  (void) state;
  pyvenv_context cx;
  if (geteuid () != 0)
    skip ();
  assert_int_equal (mkdir (env, 0755), 0);
  assert_int_equal (chown (env, 65534, 65534), 0);
  refuse_target (0, "belongs to another user");
  make_outside ();
  assert_int_equal (chown (env, 0, 65534), 0);
  assert_int_equal (chmod (env, 0775), 0);
  refuse_target (0, "other users may write");
  assert_int_equal (chmod (env, 01777), 0);
  refuse_target (0, "other users may write");
  assert_int_equal (begin (&cx, PYVENV_FORCE), 0);
  assert_false (tree_is_plain (&cx.tree));
  give_up (&cx);
  assert_int_equal (chown (env, 0, 0), 0);
  assert_int_equal (chmod (env, 0775), 0);
  assert_int_equal (begin (&cx, 0), 0);
  give_up (&cx);
}

/* Leaves a journal that tells to bring what was saved back. */
static void
leave_journal (void)
{
  pyvenv_context cx;
  make_old ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (pyvenv_write_file (&cx, "lib/mine", "new", 3, 0), 0);
  leave (&cx);
}

static void
test_journal_of_another (void **state)
{
  (void) state;
  if (geteuid () != 0)
    skip ();
  leave_journal ();
  assert_int_equal (chown (at (TREE_JOURNAL), 65534, 65534), 0);
  refuse_target (PYVENV_UPGRADE | PYVENV_FORCE, "of another user");
  assert_int_equal (chown (at (TREE_JOURNAL), 0, 0), 0);
  assert_int_equal (chmod (at (TREE_JOURNAL), 0666), 0);
  refuse_target (PYVENV_UPGRADE | PYVENV_FORCE, "of another user");
}

static void
test_saved_of_another (void **state)
{
  (void) state;
  leave_journal ();
  make_outside ();
  char saved[80];
  snprintf (saved, sizeof saved, "%s/saved", top);
  assert_int_equal (rename (at (TREE_SAVED), saved), 0);
  assert_int_equal (symlink (outside, at (TREE_SAVED)), 0);
  refuse_target (PYVENV_UPGRADE, "cannot undo");
  assert_int_equal (unlink (at (TREE_SAVED)), 0);
  assert_int_equal (rename (saved, at (TREE_SAVED)), 0);
  if (geteuid () == 0)
    {
      assert_int_equal (chown (at (TREE_SAVED), 65534, 65534), 0);
      refuse_target (PYVENV_UPGRADE, "cannot undo");
      assert_int_equal (chown (at (TREE_SAVED), 0, 0), 0);
    }
  recover ();
  assert_holds ("lib/mine", "mine");
}

/* ---- Without locks ------------------------------------------------------- */

static void
test_without_locks (void **state)
{
  (void) state;
  static const int errors[] = { ENOLCK, ENOSYS, EOPNOTSUPP };
  for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
    {
      pyvenv_context first, second;
      flock_error = errors[i];
      assert_int_equal (begin (&first, 0), 0);
      assert_int_equal (begin (&second, 0), -1);
      assert_int_equal (pyvenv_error_kind (&second), PYVENV_ERROR_LOCKED);
      give_up (&second);
      assert_int_equal (build (&first), 0);
      assert_int_equal (begin (&second, PYVENV_CLEAR), -1);
      assert_int_equal (pyvenv_error_kind (&second), PYVENV_ERROR_LOCKED);
      give_up (&second);
      assert_int_equal (tree_commit (&first.tree), 0);
      context_release (&first);
      assert_built ();

      assert_int_equal (begin (&second, PYVENV_ALLOW_EXISTING), 0);
      assert_int_equal (build (&second), 0);
      leave (&second);
      assert_int_equal (begin (&second, PYVENV_ALLOW_EXISTING), -1);
      give_up (&second);
      assert_int_equal (begin (&second, PYVENV_ALLOW_EXISTING | PYVENV_FORCE), 0);
      give_up (&second);
      assert_built ();
      assert_int_equal (remove_tree (AT_FDCWD, env), 0);
    }
}

/* A run that was killed once all was final is finished by the next, whatever it
 * wants. */
static void
test_killed_behind_the_end (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_record_end (&cx.tree), 0);
  leave (&cx);
  assert_int_equal (begin (&cx, 0), -1);
  give_up (&cx);
  assert_built ();
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    TREE_TEST (test_exchanged_inside),
    TREE_TEST (test_exchanged_in_parent),
    TREE_TEST (test_root_in_folders_of_others),
    TREE_TEST (test_journal_of_another),
    TREE_TEST (test_saved_of_another),
    TREE_TEST (test_without_locks),
    TREE_TEST (test_killed_behind_the_end),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
