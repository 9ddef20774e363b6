/* test_tree_journal.c: a journal that is cut, lost or another folder's, and a disk
 * that is full. */
#include <config.h>

#include "tree_fixture.h"
#include "tests/units.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_cut_record_is_passed_over (void **state)
{
  (void) state;
  struct stat st;
  pyvenv_context cx;
  make_old ();
  char *before = snapshot ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (tree_will_create (&cx.tree, "lib/python3"), 0);
  assert_int_equal (stat (at (TREE_JOURNAL), &st), 0);
  leave (&cx);
  for (off_t cut = 1; cut < 12; cut++)
    {
      assert_int_equal (truncate (at (TREE_JOURNAL), st.st_size - cut), 0);
      assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
      give_up (&cx);
      assert_unchanged (before, "cut by", (int) cut);

      assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
      assert_int_equal (tree_will_create (&cx.tree, "lib/python3"), 0);
      leave (&cx);
    }
  free (before);
  recover ();
}

static void
test_full_disk (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  char *before = snapshot ();
  for (int n = 2; n < 30; n++)
    {
      assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
      writes_left = n;
      int result = build (&cx);
      /* Some go on after an error, as for a lib64 that cannot be linked. */
      if (result < 0)
        {
          writes_left = -1;
          pyvenv_clear_error (&cx);
          assert_int_equal (pyvenv_write_file (&cx, "x", "x", 1, 0), 0);
        }
      writes_left = -1;
      give_up (&cx);
      assert_unchanged (before, "full at write", n);
    }
  free (before);
}

static void
test_foreign_journal (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (tree_will_create (&cx.tree, "lib"), 0);
  leave (&cx);

  /* A copy of the folder. */
  char command[512];
  snprintf (command, sizeof command, "mv '%s' '%s.old' && cp -R '%s.old' '%s'",
            env, env, env, env);
  assert_int_equal (system (command), 0);
  char *before = snapshot ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), -1);
  assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_TARGET);
  assert_non_null (strstr (pyvenv_last_error (&cx), "delete that file"));
  give_up (&cx);
  assert_unchanged (before, "a copy", 0);
  free (before);
}

static void
test_lost_journal (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  char *before = snapshot ();
  assert_int_equal (begin (&cx, PYVENV_CLEAR), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (unlink (at (TREE_JOURNAL)), 0);
  give_up (&cx);
  assert_unchanged (before, "without its name", 0);
  free (before);
}

/* What came into a new one after its run was killed is not ours to delete. */
static void
test_stranger_in_a_new_one (void **state)
{
  (void) state;
  pyvenv_context cx;
  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (pyvenv_write_file (&cx, "corp.d/conf", "x", 1, 0), 0);
  assert_int_equal (pyvenv_link_or_copy (&cx, "lib", "corp.lib"), 0);
  assert_int_equal (pyvenv_write_file (&cx, "corp.conf", "x", 1, 0), 0);
  leave (&cx);
  put ("thesis.tex", "years of work");
  char *before = snapshot ();

  assert_int_equal (begin (&cx, PYVENV_CLEAR), -1);
  assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_TARGET);
  assert_non_null (strstr (pyvenv_last_error (&cx), "move that away"));
  give_up (&cx);
  assert_unchanged (before, "a stranger", 0);
  free (before);

  assert_int_equal (unlink (at ("thesis.tex")), 0);
  assert_int_equal (begin (&cx, 0), 0);
  assert_true (tree_is_new (&cx.tree));
  assert_false (is_there ("corp.d"));
  give_up (&cx);
}

/* What a child made is of the run, also where nobody told of it; what came when the
 * run had long ended is not. */
static void
test_what_a_child_made (void **state)
{
  (void) state;
  pyvenv_context cx;
  struct stat st;
  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_begin_child (&cx.tree), 0);
  assert_int_equal (tree_begin_child (&cx.tree), 0);
  put ("pip.conf", "[global]\n");
  assert_int_equal (mkdir (at ("corp"), 0755), 0);
  assert_int_equal (stat (at (TREE_JOURNAL), &st), 0);
  leave (&cx);

  const struct timespec long_ago[2] = {
    { .tv_sec = st.st_mtim.tv_sec - 60 }, { .tv_sec = st.st_mtim.tv_sec - 60 }
  };
  assert_int_equal (utimensat (AT_FDCWD, at (TREE_JOURNAL), long_ago, 0), 0);
  char *before = snapshot ();
  assert_int_equal (begin (&cx, 0), -1);
  assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_TARGET);
  give_up (&cx);
  assert_unchanged (before, "a stranger behind a child", 0);
  free (before);

  assert_int_equal (utimensat (AT_FDCWD, at (TREE_JOURNAL), NULL, 0), 0);
  assert_int_equal (begin (&cx, 0), 0);
  assert_true (tree_is_new (&cx.tree));
  assert_false (is_there ("pip.conf"));
  assert_false (is_there ("corp"));

  /* The time follows the child. */
  assert_int_equal (tree_begin_child (&cx.tree), 0);
  assert_int_equal (utimensat (AT_FDCWD, at (TREE_JOURNAL), long_ago, 0), 0);
  tree_watch_child (&cx.tree);
  assert_int_equal (stat (at (TREE_JOURNAL), &st), 0);
  assert_true (st.st_mtim.tv_sec > long_ago[1].tv_sec + 30);
  give_up (&cx);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    TREE_TEST (test_cut_record_is_passed_over),
    TREE_TEST (test_full_disk),
    TREE_TEST (test_foreign_journal),
    TREE_TEST (test_lost_journal),
    TREE_TEST (test_stranger_in_a_new_one),
    TREE_TEST (test_what_a_child_made),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
