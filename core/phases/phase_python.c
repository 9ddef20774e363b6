/* phase_python.c: the interpreter's names in the bin folder. */
#include <config.h>

#include "context.h"
#include "phases.h"
#include "text.h"
#include "tree.h"
#include "tree_write.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The third name, python3.Y, came with 3.9; 3.14 alone adds a fourth, and PyPy
 * two of its own. */
#define VERSIONED_SINCE 9
#define PI_ONLY_IN 14
#define PI_NAME "\xf0\x9d\x9c\x8bthon"

/* Of copies, whatever the umask and the base interpreter's own mode. */
#define PYTHON_MODE 0755

/* What stands at RELPATH already. */
enum python_state {
  PYTHON_ABSENT,
  PYTHON_LINK_RIGHT,            /* a link with the wanted text */
  PYTHON_LINK_OTHER,
  PYTHON_FILE
};

static enum python_state
python_state (pyvenv_context *cx, const char *relpath, const char *target)
{
  char text[PATH_MAX];
  struct stat st;
  if (tree_is_new (&cx->tree)
      || fstatat (tree_fd (&cx->tree), relpath, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return PYTHON_ABSENT;
  if (!S_ISLNK (st.st_mode))
    return PYTHON_FILE;
  ssize_t length = readlinkat (tree_fd (&cx->tree), relpath, text, sizeof text);
  if (length > 0 && (size_t) length == strlen (target)
      && memcmp (text, target, (size_t) length) == 0)
    return PYTHON_LINK_RIGHT;
  return PYTHON_LINK_OTHER;
}

/* Where X.Y changes there is no primary executable yet. */
void
phase_python_keep_copies (pyvenv_context *cx)
{
  if ((cx->options & PYVENV_UPGRADE) == 0 || !cx->tree.was_env
      || context_flag (cx, "symlinks"))
    return;
  const char *names[] = { cx->python_name, "python3", "python" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *relpath = pyvenv_format (cx, "%s/%s", cx->bin_name,
                                           names[i]);
      enum python_state state = relpath == NULL ? PYTHON_ABSENT
                                : python_state (cx, relpath, "");
      if (state == PYTHON_FILE)
        cx->tree.copies = true;
      if (state != PYTHON_ABSENT)
        return;
    }
}

/* NAME in the bin folder: a link to the primary executable beside it, or a copy
 * of the base interpreter.  What an environment has is brought up to date; a
 * file that is somebody else's stays. */
static int
python_add_name (pyvenv_context *cx, const char *name)
{
  const char *relpath = pyvenv_format (cx, "%s/%s", cx->bin_name, name);
  if (relpath == NULL)
    return -1;
  enum python_state state = python_state (cx, relpath, cx->python_name);
  if (state == PYTHON_FILE && !cx->tree.was_env)
    return 0;
  if (cx->tree.copies)
    return tree_copy (&cx->tree, cx->python.base_executable, relpath,
                      PYTHON_MODE);
  return state == PYTHON_LINK_RIGHT ? 0
         : tree_link_or_copy (&cx->tree, cx->python_name, relpath, PYTHON_MODE);
}

static int
python_add_primary (pyvenv_context *cx, const char *relpath)
{
  const char *base = cx->python.base_executable;
  if (!cx->tree.copies && python_state (cx, relpath, base) == PYTHON_LINK_RIGHT)
    return 0;
  return tree_link_or_copy (&cx->tree, base, relpath, PYTHON_MODE);
}

int
phase_python (pyvenv_context *cx)
{
  char versioned[32];
  bool pypy = strcmp (cx->python.implementation, "pypy") == 0;
  snprintf (versioned, sizeof versioned, "python3.%d", cx->python.minor);
  const char *names[] = {
    "python", "python3",
    cx->python.minor >= VERSIONED_SINCE ? versioned : NULL,
    cx->python.minor == PI_ONLY_IN && !pypy ? PI_NAME : NULL,
    pypy ? "pypy3" : NULL,
    pypy ? "pypy" : NULL,
  };

  const char *primary = pyvenv_format (cx, "%s/%s", cx->bin_name,
                                       cx->python_name);
  if (primary == NULL)
    return -1;
  phase_python_keep_copies (cx);
  if (python_add_primary (cx, primary) < 0)
    return -1;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (names[i] != NULL && strcmp (names[i], cx->python_name) != 0
        && python_add_name (cx, names[i]) < 0)
      return -1;
  cx->has_python = true;
  return cx->tree.copies ? copy_check (cx, primary) : 0;
}
