/* tree_fixture.c: an ENV_DIR that a run works on, which may fail or be killed at
 * any call. */
#include <config.h>

#include "tree_fixture.h"
#include "text.h"
#include "tests/units.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Calls that can be the last -------------------------------------- */

/* The process ends in front of the call that makes this 0. */
int calls_left = -1;

/* The write that makes this 0 writes half and then says that the disk is full,
 * as all that follow. */
int writes_left = -1;

/* Called once in front of the next flock. */
void (*before_flock) (void);

/* What flock answers; 0: it works. */
int flock_error;

/* Called in front of the call that makes calls_until_hook 0. */
int calls_until_hook = -1;
void (*hook) (void);

static void
count_call (void)
{
  if (calls_until_hook > 0 && --calls_until_hook == 0)
    hook ();
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

WRAP (mkdir, (const char *path, mode_t mode), (path, mode))
WRAP (fchmod, (int fd, mode_t mode), (fd, mode))
WRAP (fstatat, (int fd, const char *path, struct stat *st, int flags),
      (fd, path, st, flags))
WRAP (fstat, (int fd, struct stat *st), (fd, st))
WRAP (mkdirat, (int fd, const char *path, mode_t mode), (fd, path, mode))
WRAP (renameat, (int a, const char *from, int b, const char *to),
      (a, from, b, to))
WRAP (linkat, (int a, const char *from, int b, const char *to, int flags),
      (a, from, b, to, flags))
WRAP (unlinkat, (int fd, const char *path, int flags), (fd, path, flags))
WRAP (ftruncate, (int fd, off_t length), (fd, length))

/* The file system knows no links. */
bool links_fail;

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
  count_call ();
  if (before != NULL)
    before ();
  if (flock_error != 0)
    {
      errno = flock_error;
      return -1;
    }
  return __real_flock (fd, operation);
}

/* ---- A folder to work in --------------------------------------------- */

char env[80];

const char *
at (const char *relpath)
{
  static char path[2][256];
  static unsigned turn;
  char *result = path[turn++ % 2];
  snprintf (result, sizeof path[0], "%s/%s", env, relpath);
  return result;
}

void
put (const char *relpath, const char *text)
{
  write_text (env, relpath, text);
}

bool
is_there (const char *relpath)
{
  struct stat st;
  return lstat (at (relpath), &st) == 0;
}

void
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

char *
snapshot (void)
{
  struct text text = TEXT_EMPTY;
  list (&text, top);
  return text_take (&text);
}

void
assert_unchanged (char *before, const char *when, int n)
{
  char *after = snapshot ();
  if (strcmp (before, after) != 0)
    fail_msg ("%s %d:\n%s\nbecame\n%s", when, n, before, after);
  free (after);
}

int
tree_setup (void **state)
{
  calls_left = writes_left = calls_until_hook = -1;
  before_flock = NULL;
  flock_error = 0;
  links_fail = false;
  if (builder_setup (state) < 0)
    return -1;
  snprintf (env, sizeof env, "%s/env", top);
  return 0;
}

int
tree_teardown (void **state)
{
  calls_left = writes_left = calls_until_hook = -1;
  return builder_teardown (state);
}

/* An environment, and what its user may have put into it. */
void
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

int
begin (pyvenv_context *cx, unsigned options)
{
  context_init (cx, &builder->setup);
  cx->env_dir = cx->tree.env_dir = env;
  cx->tree.options = options;
  cx->tree.lock_timeout = 600;
  return tree_begin (&cx->tree);
}

/* As the kernel does when the process is killed. */
void
leave (pyvenv_context *cx)
{
  for (int i = 0; i < TREE_SPARES; i++)
    close (cx->tree.spare[i]);
  close (cx->tree.journal);
  close (cx->tree.fd);
  context_release (cx);
}

void
give_up (pyvenv_context *cx)
{
  tree_roll_back (&cx->tree);
  context_release (cx);
}

/* What a run does, of all kinds. */
int
build (pyvenv_context *cx)
{
  if (pyvenv_make_dir (cx, "lib/python3/site-packages") < 0
      || tree_symlink (&cx->tree, "lib", "lib64") < 0
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

void
assert_built (void)
{
  assert_holds ("pyvenv.cfg", "two\n");
  assert_holds ("lib/mine", "again");
  assert_holds ("bin/activate", "echo\n");
  assert_false (is_there (TREE_JOURNAL));
  assert_false (is_there (TREE_SAVED));
}

/* What the next run finds, after its own undoing. */
void
recover (void)
{
  bool undone;
  int fd = open (env, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  assert_true (fd >= 0);
  assert_int_equal (tree_undo (fd, &undone), 0);
  close (fd);
}
