/* redirect_file.c: a file .venv that leads to the environment (PEP 832).
 *
 * It holds the path of the environment in one line, absolute or relative to the
 * folder it lies in.  That folder is not below ENV_DIR, so the tree knows nothing of
 * it. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "phases.h"

#include "cleanup.h"
#include "file.h"
#include "path.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REDIRECT_NAME ".venv"

/* Longer files are no redirect. */
#define REDIRECT_LIMIT 4352

static int
redirect_refuse (pyvenv_context *cx, const char *folder, const char *why)
{
  return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, 0, "--redirect: '%s/"
                         REDIRECT_NAME "' %s", folder, why);
}

/* What is there may only be replaced if it is a redirect itself. */
static int
redirect_look (pyvenv_context *cx, int fd, const char *folder)
{
  struct stat st;
  if (fstatat (fd, REDIRECT_NAME, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0
           : pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno,
                             "--redirect: cannot look at '%s/" REDIRECT_NAME "'",
                             folder);
  if (S_ISDIR (st.st_mode))
    return redirect_refuse (cx, folder, "is a folder, so it is the environment "
                            "that tools find there (move it away)");
  size_t length;
  CLEAN_FREE char *bytes = !S_ISREG (st.st_mode) ? NULL
    : file_read (fd, REDIRECT_NAME, REDIRECT_LIMIT, &length);
  const char *end = bytes != NULL ? memchr (bytes, '\n', length) : NULL;
  if (bytes != NULL && (end == NULL || end[1] == '\0'))
    return 0;
  return redirect_refuse (cx, folder, "is something else, which is not replaced "
                          "(move it away)");
}

/* The text of the file, for a folder with the absolute path FOLDER; NULL after
 * pyvenv_fail. */
static const char *
redirect_text (pyvenv_context *cx, const char *folder)
{
  size_t length = strlen (folder);
  const char *path = cx->env_dir;
  if (length == 1 && path[1] != '\0')
    path += 1;
  else if (strncmp (path, folder, length) == 0 && path[length] == '/')
    path += length + 1;
  if (*path == ' ' || path[strlen (path) - 1] == ' ')
    {
      redirect_refuse (cx, folder, "cannot hold a path that begins or ends with a "
                       "blank");
      return NULL;
    }
  return pyvenv_format (cx, "%s\n", path);
}

/* Opens the folder that the option names; *FOLDER becomes its absolute path. */
static int
redirect_open (pyvenv_context *cx, const char *option, const char **folder)
{
  CLEAN_FREE char *path = path_absolute (*option != '\0' ? option : ".");
  if (path == NULL || (*folder = pyvenv_format (cx, "%s", path)) == NULL)
    return path == NULL ? path_no_working_directory (&cx->report, option) : -1;
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno, "--redirect: cannot open the "
                    "folder '%s'", path);
  return fd;
}

/* Opens the folder and looks at what is there.  The descriptor; -1 where nothing is
 * to be written, -2 after pyvenv_fail. */
static int
redirect_begin (pyvenv_context *cx, const char **folder)
{
  const char *option = context_option (cx, "redirect");
  if (option == NULL)
    return -1;
  CLEAN_FD int fd = redirect_open (cx, option, folder);
  if (fd < 0)
    return -2;
  const char *own = pyvenv_format (cx, "%s/" REDIRECT_NAME,
                                   (*folder)[1] == '\0' ? "" : *folder);
  if (own == NULL)
    return -2;
  if (strcmp (own, cx->env_dir) == 0)
    return -1;
  if (redirect_look (cx, fd, *folder) < 0)
    return -2;
  int result = fd;
  fd = -1;
  return result;
}

int
redirect_check (pyvenv_context *cx)
{
  const char *folder;
  int fd = redirect_begin (cx, &folder);
  if (fd < 0)
    return fd == -1 ? 0 : -1;
  close (fd);
  return redirect_text (cx, folder) != NULL ? 0 : -1;
}

int
redirect_prepare (pyvenv_context *cx, struct redirect *ret)
{
  const char *folder;
  ret->fd = -1;
  CLEAN_FD int fd = redirect_begin (cx, &folder);
  if (fd < 0)
    return fd == -1 ? 0 : -1;
  const char *text = redirect_text (cx, folder);
  if (text == NULL)
    return -1;
  file_temporary_name (ret->name, REDIRECT_NAME "-");
  if (file_create (fd, ret->name, text, strlen (text),
                   tree_mode (&cx->tree) & 0666, NULL) < 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno, "--redirect: cannot "
                           "write in '%s'", folder);
  ret->fd = fd;
  fd = -1;
  return 0;
}

int
redirect_finish (pyvenv_context *cx, struct redirect *redirect, bool good)
{
  CLEAN_FD int fd = redirect->fd;
  if (fd < 0)
    return 0;
  return file_settle (fd, redirect->name, REDIRECT_NAME, good) == 0 ? 0
         : pyvenv_fail_as (cx, PYVENV_ERROR_TARGET, errno, "the environment was "
                           "made, but --redirect cannot write '" REDIRECT_NAME
                           "'");
}
