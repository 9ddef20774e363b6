/* test_tree_links.c: links and modes that a run meets below ENV_DIR. */
#include <config.h>

#include "phases.h"
#include "tree_fixture.h"
#include "tests/units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_dangling_link_survives (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  assert_int_equal (symlink ("nowhere", at ("share")), 0);
  char *before = snapshot ();
  assert_int_equal (begin (&cx, PYVENV_ALLOW_EXISTING), 0);
  assert_int_equal (pyvenv_make_dir (&cx, "share/man"), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (pyvenv_make_dir (&cx, "lib/mine/more"), -1);
  give_up (&cx);
  assert_unchanged (before, "link", 0);
  free (before);
}

static void
test_links_are_followed_inside_only (void **state)
{
  (void) state;
  pyvenv_context cx;
  char outside[80];
  make_old ();
  snprintf (outside, sizeof outside, "%s/outside", top);
  assert_int_equal (mkdir (outside, 0755), 0);
  assert_int_equal (symlink ("../outside", at ("out")), 0);
  assert_int_equal (symlink (outside, at ("lib/away")), 0);
  assert_int_equal (symlink (at ("lib"), at ("in")), 0);
  char *before = snapshot ();

  assert_int_equal (begin (&cx, PYVENV_ALLOW_EXISTING), 0);
  static const char *const bad[] = { "out/x", "out/x/y", "lib/away/x",
                                     "lib64/away/x/y", "in/away/x" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    {
      assert_int_equal (pyvenv_write_file (&cx, bad[i], "x", 1, 0), -1);
      assert_non_null (strstr (pyvenv_last_error (&cx), "leads out"));
      pyvenv_clear_error (&cx);
      assert_int_equal (pyvenv_make_dir (&cx, bad[i]), -1);
      pyvenv_clear_error (&cx);
      assert_int_equal (pyvenv_remove (&cx, bad[i]), -1);
      pyvenv_clear_error (&cx);
    }
  assert_int_equal (pyvenv_write_file (&cx, "in/x", "x", 1, 0), 0);
  assert_int_equal (pyvenv_make_dir (&cx, "lib64/python3/x"), 0);
  assert_true (is_there ("lib/x"));
  assert_true (is_there ("lib/python3/x"));

  /* The last part is what is replaced, wherever it leads. */
  assert_int_equal (pyvenv_write_file (&cx, "lib/away", "x", 1, 0), 0);
  assert_int_equal (pyvenv_remove (&cx, "out"), 0);
  give_up (&cx);
  assert_unchanged (before, "links", 0);
  free (before);
}

static void
test_links_of_a_plugin (void **state)
{
  (void) state;
  pyvenv_context cx;
  snprintf (env, sizeof env, "%s/precious", top);
  assert_int_equal (mkdir (env, 0755), 0);
  put ("x", "x");
  snprintf (env, sizeof env, "%s/env", top);
  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (pyvenv_link_or_copy (&cx, "../precious", "data"), 0);
  assert_int_equal (pyvenv_remove (&cx, "data/x"), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (pyvenv_write_file (&cx, "data/x", "y", 1, 0), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (pyvenv_make_dir (&cx, "data"), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (pyvenv_make_dir (&cx, "data/y"), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (pyvenv_remove (&cx, "data"), 0);
  give_up (&cx);
  snprintf (env, sizeof env, "%s/precious", top);
  assert_holds ("x", "x");
}

/* Another environment may have the same file: it is never written through. */
static void
test_hard_link_is_left_alone (void **state)
{
  (void) state;
  pyvenv_context cx;
  char other[80];
  make_old ();
  snprintf (other, sizeof other, "%s/other", top);
  assert_int_equal (link (at ("pyvenv.cfg"), other), 0);
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx.tree), 0);
  context_release (&cx);
  snprintf (env, sizeof env, "%s", top);
  assert_holds ("other", "home = /usr/bin\n");
}

static void
count_warning (void *data, const struct pyvenv_event *event)
{
  if (event->kind == PYVENV_EVENT_WARNING)
    ++*(unsigned *) data;
}

static mode_t
mode_of (const char *relpath)
{
  struct stat st;
  return lstat (at (relpath), &st) == 0 ? st.st_mode : 0;
}

/* Copies of the interpreter then, and nothing that lies in the working directory
 * under the same name. */
static void
test_without_links (void **state)
{
  (void) state;
  pyvenv_context cx;
  char base[96], data[96];
  unsigned warnings = 0;
  assert_int_equal (mkdir (env, 0755), 0);
  put ("python3.13", "the base");
  put ("data", "data");
  snprintf (base, sizeof base, "%s/base/python3.13", top);
  snprintf (data, sizeof data, "%s/base/data", top);
  assert_int_equal (chmod (at ("data"), 0640), 0);
  snprintf (env, sizeof env, "%s/base", top);
  char old[80];
  snprintf (old, sizeof old, "%s/env", top);
  assert_int_equal (rename (old, env), 0);
  snprintf (env, sizeof env, "%s/env", top);

  pyvenv_builder_on_event (builder, count_warning, &warnings);
  assert_int_equal (begin (&cx, 0), 0);
  cx.bin_name = "bin";
  cx.python_name = "python3.13";
  cx.python.implementation = "cpython";
  cx.python.minor = 13;
  cx.python.base_executable = base;
  links_fail = true;
  assert_int_equal (phase_python (&cx), 0);
  assert_int_equal (mode_of ("bin/python3.13"), S_IFREG | 0755);
  assert_int_equal (mode_of ("bin/python3"), S_IFREG | 0755);
  assert_holds ("bin/python", "the base");
  assert_int_equal (warnings, 1);

  /* What is no interpreter keeps its own mode, and a relative source is what it
   * would be in a link. */
  assert_int_equal (pyvenv_link_or_copy (&cx, data, "etc/data"), 0);
  assert_int_equal (mode_of ("etc/data"), S_IFREG | 0640);
  assert_int_equal (pyvenv_link_or_copy (&cx, "data", "etc/again"), 0);
  assert_holds ("etc/again", "data");
  give_up (&cx);
}

/* Some make what they want to keep read-only; only root does not notice. */
static void
test_read_only_folder (void **state)
{
  (void) state;
  pid_t child = fork ();
  assert_true (child >= 0);
  if (child == 0)
    {
      pyvenv_context cx;
      if (geteuid () == 0
          && (chown (top, 65534, 65534) < 0 || setgid (65534) < 0
              || setuid (65534) < 0))
        _exit (0);
      make_old ();
      assert_int_equal (mkdir (at ("lib/frozen"), 0755), 0);
      assert_int_equal (mkdir (at ("lib/frozen/deep"), 0755), 0);
      put ("lib/frozen/deep/file", "x");
      chmod (at ("lib/frozen/deep"), 0555);
      chmod (at ("lib/frozen"), 0555);
      assert_int_equal (begin (&cx, PYVENV_CLEAR), 0);
      assert_int_equal (build (&cx), 0);
      assert_int_equal (tree_commit (&cx.tree), 0);
      context_release (&cx);
      assert_built ();
      _exit (0);
    }
  int status;
  assert_int_equal (waitpid (child, &status, 0), child);
  assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* Folders are read through links in ENV_DIR, as everything is written, and through
 * no other. */
static void
test_read_folder (void **state)
{
  (void) state;
  pyvenv_context cx;
  make_old ();
  assert_int_equal (symlink ("/etc", at ("out")), 0);
  assert_int_equal (begin (&cx, PYVENV_ALLOW_EXISTING), 0);
  DIR *dir = tree_read_folder (&cx.tree, "lib64");
  assert_non_null (dir);
  closedir (dir);
  assert_null (tree_read_folder (&cx.tree, "out"));
  assert_int_equal (errno, ELOOP);
  assert_null (tree_read_folder (&cx.tree, "out/ssl"));
  assert_int_equal (errno, ELOOP);
  assert_null (tree_read_folder (&cx.tree, "none"));
  assert_int_equal (errno, ENOENT);
  give_up (&cx);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    TREE_TEST (test_dangling_link_survives),
    TREE_TEST (test_read_folder),
    TREE_TEST (test_links_are_followed_inside_only),
    TREE_TEST (test_links_of_a_plugin),
    TREE_TEST (test_hard_link_is_left_alone),
    TREE_TEST (test_without_links),
    TREE_TEST (test_read_only_folder),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
