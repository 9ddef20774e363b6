/* test_tree.c: ENV_DIR while it is built: what a run that fails, is killed at
 * any call, or meets links and a full disk leaves behind. */
#include <config.h>

#include "builder.h"
#include "phases.h"
#include "remove.h"
#include "text.h"
#include "tree.h"
#include "tree_write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- Calls that can be the last -------------------------------------- */

/* The process ends in front of the call that makes this 0. */
static int calls_left = -1;

/* The write that makes this 0 writes half and then says that the disk is full,
 * as all that follow. */
static int writes_left = -1;

/* Called once in front of the next flock. */
static void (*before_flock) (void);

#define KILLED 99

static void
count_call (void)
{
  if (calls_left > 0 && --calls_left == 0)
    _exit (KILLED);
}

/* The linker sends every call of NAME here. */
#define WRAP(name, parameters, arguments) \
  int __real_##name parameters; \
  int __wrap_##name parameters; \
  int __wrap_##name parameters \
  { \
    count_call (); \
    return __real_##name arguments; \
  }

WRAP (mkdirat, (int fd, const char *path, mode_t mode), (fd, path, mode))
WRAP (renameat, (int a, const char *from, int b, const char *to),
      (a, from, b, to))
WRAP (linkat, (int a, const char *from, int b, const char *to, int flags),
      (a, from, b, to, flags))
WRAP (unlinkat, (int fd, const char *path, int flags), (fd, path, flags))
WRAP (ftruncate, (int fd, off_t length), (fd, length))

/* The file system knows no links. */
static bool links_fail;

int __real_symlinkat (const char *text, int fd, const char *path);
int __wrap_symlinkat (const char *text, int fd, const char *path);
int
__wrap_symlinkat (const char *text, int fd, const char *path)
{
  count_call ();
  if (links_fail)
    {
      errno = EPERM;
      return -1;
    }
  return __real_symlinkat (text, fd, path);
}

ssize_t __real_write (int fd, const void *bytes, size_t length);
ssize_t __wrap_write (int fd, const void *bytes, size_t length);
ssize_t
__wrap_write (int fd, const void *bytes, size_t length)
{
  count_call ();
  if (writes_left > 0 && --writes_left == 0)
    {
      writes_left = 1;
      if (length > 1)
        return __real_write (fd, bytes, length / 2);
      errno = ENOSPC;
      return -1;
    }
  return __real_write (fd, bytes, length);
}

int __real_flock (int fd, int operation);
int __wrap_flock (int fd, int operation);
int
__wrap_flock (int fd, int operation)
{
  void (*before) (void) = before_flock;
  before_flock = NULL;
  if (before != NULL)
    before ();
  return __real_flock (fd, operation);
}

/* ---- A folder to work in --------------------------------------------- */

static char top[64];
static char env[80];
static pyvenv_builder *builder;

static const char *
at (const char *relpath)
{
  static char path[2][256];
  static unsigned turn;
  char *result = path[turn++ % 2];
  snprintf (result, sizeof path[0], "%s/%s", env, relpath);
  return result;
}

static void
put (const char *relpath, const char *text)
{
  FILE *file = fopen (at (relpath), "w");
  assert_non_null (file);
  fputs (text, file);
  assert_int_equal (fclose (file), 0);
}

static bool
is_there (const char *relpath)
{
  struct stat st;
  return lstat (at (relpath), &st) == 0;
}

static void
assert_holds (const char *relpath, const char *text)
{
  char bytes[256] = "";
  FILE *file = fopen (at (relpath), "r");
  if (file == NULL)
    fail_msg ("there is no %s", relpath);
  size_t length = fread (bytes, 1, sizeof bytes - 1, file);
  bytes[length] = '\0';
  fclose (file);
  assert_string_equal (bytes, text);
}

/* Every name below DIR with what it holds, sorted by nothing but insertion:
 * collected into TEXT and compared as sets of lines by the caller. */
static void
list (struct text *text, const char *dir)
{
  struct dirent **entries;
  int count = scandir (dir, &entries, NULL, alphasort);
  assert_true (count >= 0);
  for (int i = 0; i < count; i++)
    {
      const char *name = entries[i]->d_name;
      char path[512], link[256];
      struct stat st;
      if (strcmp (name, ".") != 0 && strcmp (name, "..") != 0)
        {
          snprintf (path, sizeof path, "%s/%s", dir, name);
          assert_int_equal (lstat (path, &st), 0);
          text_addf (text, "%s %o", path, (unsigned) st.st_mode);
          if (S_ISLNK (st.st_mode))
            {
              ssize_t length = readlink (path, link, sizeof link);
              text_add_bytes (text, link, (size_t) length);
            }
          if (S_ISREG (st.st_mode))
            text_addf (text, " %ju %jd", (uintmax_t) st.st_ino,
                       (intmax_t) st.st_size);
          text_add_char (text, '\n');
          if (S_ISDIR (st.st_mode))
            list (text, path);
        }
      free (entries[i]);
    }
  free (entries);
}

static char *
snapshot (void)
{
  struct text text = TEXT_EMPTY;
  list (&text, top);
  return text_take (&text);
}

static void
assert_unchanged (char *before, const char *when, int n)
{
  char *after = snapshot ();
  if (strcmp (before, after) != 0)
    fail_msg ("%s %d:\n%s\nbecame\n%s", when, n, before, after);
  free (after);
}

static int
setup (void **state)
{
  (void) state;
  calls_left = writes_left = -1;
  before_flock = NULL;
  links_fail = false;
  strcpy (top, "/tmp/pyvenv-tree.XXXXXX");
  if (mkdtemp (top) == NULL)
    return -1;
  snprintf (env, sizeof env, "%s/env", top);
  builder = pyvenv_builder_new ();
  return builder != NULL ? 0 : -1;
}

static int
teardown (void **state)
{
  (void) state;
  calls_left = writes_left = -1;
  pyvenv_builder_free (builder);
  return remove_tree (AT_FDCWD, top);
}

/* An environment, and what its user may have put into it. */
static void
make_old (void)
{
  assert_int_equal (mkdir (env, 0755), 0);
  put ("pyvenv.cfg", "home = /usr/bin\n");
  assert_int_equal (mkdir (at ("lib"), 0755), 0);
  put ("lib/mine", "mine");
  put (" lib", "a blank first");
  put ("new\nC lib", "a newline");
  put ("new", "another");
  assert_int_equal (symlink ("lib", at ("lib64")), 0);
}

static int
begin (pyvenv_context *cx, unsigned options)
{
  context_init (cx, builder);
  cx->env_dir = env;
  cx->options = options;
  return tree_begin (cx);
}

/* As the kernel does when the process is killed. */
static void
leave (pyvenv_context *cx)
{
  close (cx->tree.journal);
  close (cx->tree.fd);
  context_release (cx);
}

static void
give_up (pyvenv_context *cx)
{
  tree_roll_back (cx);
  context_release (cx);
}

/* What a run does, of all kinds. */
static int
build (pyvenv_context *cx)
{
  if (pyvenv_make_dir (cx, "lib/python3/site-packages") < 0
      || tree_symlink (cx, "lib", "lib64") < 0
      || pyvenv_write_file (cx, "pyvenv.cfg", "one\n", 4, 0) < 0
      || pyvenv_write_file (cx, "bin/activate", "echo\n", 5, 0644) < 0
      || pyvenv_write_file (cx, "pyvenv.cfg", "two\n", 4, 0) < 0
      || pyvenv_write_file (cx, "lib/mine", "ours", 4, 0) < 0
      || pyvenv_remove (cx, "lib/mine") < 0
      || pyvenv_remove (cx, "lib/python3") < 0
      || pyvenv_remove (cx, "lib") < 0
      || pyvenv_write_file (cx, "lib/mine", "again", 5, 0) < 0)
    return -1;
  return 0;
}

static void
assert_built (void)
{
  assert_holds ("pyvenv.cfg", "two\n");
  assert_holds ("lib/mine", "again");
  assert_holds ("bin/activate", "echo\n");
  assert_false (is_there (TREE_JOURNAL));
  assert_false (is_there (TREE_SAVED));
}

/* ---- Kept, undone ---------------------------------------------------- */

static void
test_new_is_kept_or_gone (void **state)
{
  (void) state;
  pyvenv_context cx;
  snprintf (env, sizeof env, "%s/a/b/env", top);
  assert_int_equal (begin (&cx, 0), 0);
  assert_true (tree_is_new (&cx));
  assert_int_equal (build (&cx), 0);
  give_up (&cx);
  snprintf (env, sizeof env, "%s/a", top);
  assert_int_equal (access (env, F_OK), -1);

  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx), 0);
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
  assert_int_equal (tree_commit (&cx), 0);
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
        tree_roll_back (&cx);
      else if (tree_commit (&cx) < 0)
        _exit (1);
      _exit (0);
    }
  int status;
  assert_int_equal (waitpid (child, &status, 0), child);
  assert_true (WIFEXITED (status));
  assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == KILLED);
  return WEXITSTATUS (status) == KILLED;
}

/* What the next run finds, after its own undoing. */
static void
recover (void)
{
  bool undone;
  int fd = open (env, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  assert_true (fd >= 0);
  assert_int_equal (tree_undo (fd, &undone), 0);
  close (fd);
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

/* ---- The journal ----------------------------------------------------- */

static void
test_cut_record_is_passed_over (void **state)
{
  (void) state;
  struct stat st;
  pyvenv_context cx;
  make_old ();
  char *before = snapshot ();
  assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
  assert_int_equal (tree_will_create (&cx, "lib/python3"), 0);
  assert_int_equal (stat (at (TREE_JOURNAL), &st), 0);
  leave (&cx);
  for (off_t cut = 1; cut < 12; cut++)
    {
      assert_int_equal (truncate (at (TREE_JOURNAL), st.st_size - cut), 0);
      assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
      give_up (&cx);
      assert_unchanged (before, "cut by", (int) cut);

      assert_int_equal (begin (&cx, PYVENV_UPGRADE), 0);
      assert_int_equal (tree_will_create (&cx, "lib/python3"), 0);
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
  assert_int_equal (tree_will_create (&cx, "lib"), 0);
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
  assert_true (tree_is_new (&cx));
  assert_false (is_there ("corp.d"));
  give_up (&cx);
}

/* ---- Links ----------------------------------------------------------- */

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
  assert_int_equal (tree_commit (&cx), 0);
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
      assert_int_equal (tree_commit (&cx), 0);
      context_release (&cx);
      assert_built ();
      _exit (0);
    }
  int status;
  assert_int_equal (waitpid (child, &status, 0), child);
  assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* ---- Two at once ----------------------------------------------------- */

static void
another_run (void)
{
  pyvenv_context cx;
  assert_int_equal (begin (&cx, 0), 0);
  assert_int_equal (build (&cx), 0);
  assert_int_equal (tree_commit (&cx), 0);
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
    cmocka_unit_test_setup_teardown (test_new_is_kept_or_gone, setup, teardown),
    cmocka_unit_test_setup_teardown (test_old_is_changed_or_as_before, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_killed_while_upgrading, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_killed_while_clearing, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_killed_while_undoing_an_upgrade,
                                     setup, teardown),
    cmocka_unit_test_setup_teardown (test_killed_while_undoing_a_clearing,
                                     setup, teardown),
    cmocka_unit_test_setup_teardown (test_cut_record_is_passed_over, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_full_disk, setup, teardown),
    cmocka_unit_test_setup_teardown (test_foreign_journal, setup, teardown),
    cmocka_unit_test_setup_teardown (test_lost_journal, setup, teardown),
    cmocka_unit_test_setup_teardown (test_stranger_in_a_new_one, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_dangling_link_survives, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_links_are_followed_inside_only, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_links_of_a_plugin, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_hard_link_is_left_alone, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_without_links, setup, teardown),
    cmocka_unit_test_setup_teardown (test_read_only_folder, setup, teardown),
    cmocka_unit_test_setup_teardown (test_another_was_faster, setup, teardown),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
