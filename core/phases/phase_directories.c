/* phase_directories.c: the folders, lib64, .gitignore, CACHEDIR.TAG. */
#include <config.h>

#include "context.h"
#include "phases.h"
#include "tree.h"
#include "tree_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static const char gitignore[] =
  "# Created by venv; see https://docs.python.org/3/library/venv.html\n*\n";

/* The format is that of https://bford.info/cachedir/ */
static const char cachedir_tag[] =
  "Signature: 8a477f597d28d172789f06886806bc55\n"
  "# This file marks a Python environment, which can be made again.\n";

/* As venv, refuses a link in the place of a folder that it would fill. */
static int
directories_make (pyvenv_context *cx, const char *relpath)
{
  struct stat st;
  if (!tree_is_new (&cx->tree)
      && fstatat (tree_fd (&cx->tree), relpath, &st, AT_SYMLINK_NOFOLLOW) == 0
      && !S_ISDIR (st.st_mode))
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0,
                           "'%s/%s' is in the way: it is not a folder",
                           cx->env_dir, relpath);
  return pyvenv_make_dir (cx, relpath);
}

/* Up to 3.14, 64-bit builds have lib64 beside lib.  A file system without links
 * does without: nothing in the environment needs it. */
static int
directories_link_lib64 (pyvenv_context *cx)
{
  struct stat st;
  if (!cx->python.is_64bit || cx->python.minor > 14
      || strcmp (cx->python.platform, "darwin") == 0)
    return 0;
  if (!tree_is_new (&cx->tree)
      && fstatat (tree_fd (&cx->tree), "lib64", &st, 0) == 0)
    return 0;
  if (tree_symlink (&cx->tree, "lib", "lib64") == 0)
    return 0;
  if (!tree_has_no_links (errno))
    return -1;
  pyvenv_debug (cx, "no lib64: %s", pyvenv_last_error (cx));
  pyvenv_clear_error (cx);
  return 0;
}

/* From 3.15 on, platlib is a folder of its own where sys.platlibdir is not lib:
 * that of purelib in the scheme "venv", but for its first part. */
static int
directories_make_platlib (pyvenv_context *cx)
{
  const struct interpreter *python = &cx->python;
  const char *rest = strchr (python->env_purelib, '/');
  if (python->minor <= 14 || rest == NULL
      || strcmp (python->platlibdir, "lib") == 0)
    return 0;
  const char *platlib = pyvenv_format (cx, "%s%s", python->platlibdir, rest);
  return platlib == NULL ? -1 : directories_make (cx, platlib);
}

/* One that is there may be the user's own: with its .gitignore replaced by "*",
 * git would show nothing of the project any more. */
static int
directories_write_new (pyvenv_context *cx, const char *relpath,
                       const char *text)
{
  struct stat st;
  if (!tree_is_new (&cx->tree)
      && fstatat (tree_fd (&cx->tree), relpath, &st, AT_SYMLINK_NOFOLLOW) == 0)
    return 0;
  return pyvenv_write_file (cx, relpath, text, strlen (text), 0);
}

int
phase_directories (pyvenv_context *cx)
{
  if (directories_make (cx, cx->python.env_include) < 0
      || directories_make (cx, cx->python.env_purelib) < 0
      || directories_link_lib64 (cx) < 0
      || directories_make_platlib (cx) < 0
      || directories_make (cx, cx->bin_name) < 0)
    return -1;
  if (cx->scm_ignore
      && directories_write_new (cx, ".gitignore", gitignore) < 0)
    return -1;
  return context_flag (cx, "cachedir-tag")
         ? directories_write_new (cx, "CACHEDIR.TAG", cachedir_tag) : 0;
}
