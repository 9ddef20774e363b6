/* moved.c: the scripts of an environment that was moved.
 *
 * Their first lines name the python of the folder that it lay in, in one of the forms
 * that pip writes: "#!PATH", or a start by sh with PATH in its second line. */
#include <config.h>

#include "moved.h"

#include "cleanup.h"
#include "digest.h"
#include "distributions.h"
#include "file.h"
#include "folder.h"
#include "modules.h"
#include "moved_record.h"
#include "text.h"
#include "tree.h"
#include "wrapper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOVED_SCRIPT_MAX = 16 << 20 };

#define MOVED_SH   "#!/bin/sh\n'''exec' "
#define MOVED_ARGS " \"$0\" \"$@\"\n' '''\n"

/* The first lines of a script. */
struct moved_head {
  const char *python;           /* what they run, in the arena */
  const char *arguments;        /* behind it, in the arena */
  size_t length;                /* of the lines */
};

/* Reads the word of sh, a path that may stand in quotes, at the start of the LENGTH
 * bytes at LINE; *REST becomes what follows the blank behind it.  A quote within
 * single ones stands between double ones.  NULL where sh would do more. */
static const char *
moved_read_word (struct arena *arena, const char *line, size_t length,
                 const char **rest)
{
  char *out = arena_zeroed (arena, length + 1);
  size_t used = 0, i = 0;
  char quote = '\0';
  for (; out != NULL && i < length && (quote != '\0' || line[i] != ' '); i++)
    if (quote != '\0' ? line[i] == quote : line[i] == '\'' || line[i] == '"')
      quote = quote != '\0' ? '\0' : line[i];
    else if (strchr ("$`\\", line[i]) != NULL && quote != '\'')
      return NULL;
    else
      out[used++] = line[i];
  i += i < length;
  *rest = arena_copy_bytes (arena, line + i, length - i);
  return out;
}

/* The form that sh reads first. */
static bool
moved_read_sh (struct arena *arena, const char *bytes, struct moved_head *ret)
{
  const char *line = bytes + strlen (MOVED_SH);
  const char *end = strstr (line, MOVED_ARGS);
  if (end == NULL || memchr (line, '\n', (size_t) (end - line)) != NULL)
    return false;
  ret->python = moved_read_word (arena, line, (size_t) (end - line),
                                 &ret->arguments);
  ret->length = (size_t) (end - bytes) + strlen (MOVED_ARGS);
  return ret->python != NULL && *ret->python == '/' && ret->arguments != NULL;
}

/* Whether the script BYTES begins in one of those forms. */
static bool
moved_read_head (struct arena *arena, const char *bytes, struct moved_head *ret)
{
  if (string_starts_with (bytes, MOVED_SH))
    return moved_read_sh (arena, bytes, ret);
  size_t length = strcspn (bytes, " \t\r\n");
  size_t blanks = strspn (bytes + length, " \t");
  const char *arguments = bytes + length + blanks;
  size_t end = strcspn (arguments, "\r\n");
  if (!string_starts_with (bytes, "#!/") || arguments[end] == '\0')
    return false;
  ret->length = length + blanks + end + 1;
  ret->python = arena_copy_bytes (arena, bytes + 2, length - 2);
  ret->arguments = arena_copy_bytes (arena, arguments, end);
  return ret->python != NULL && ret->arguments != NULL;
}

/* Adds the first lines that run PYTHON with ARGUMENTS. */
static void
moved_add_head (struct text *out, const char *python, const char *arguments)
{
  wrapper_add_shebang (out, python);
  if (*arguments == '\0' || out->failed)
    return;
  const char *end = string_ends_with (text_string (out), MOVED_ARGS) ? MOVED_ARGS
                    : "\n";
  out->length -= strlen (end);
  text_addf (out, " %s%s", arguments, end);
}

/* Whether PATH is the python of another environment, or of one that is gone; then
 * *DIR is its folder and *NAME its name in bin. */
static bool
moved_is_other (pyvenv_context *cx, struct arena *arena, const char *path,
                const char **dir, const char **name)
{
  *name = strrchr (path, '/') + 1;
  size_t length = (size_t) (*name - path);
  if (length < strlen ("/bin/") + 1
      || strncmp (*name - strlen ("/bin/"), "/bin/", strlen ("/bin/")) != 0
      || (!string_starts_with (*name, "python")
          && !string_starts_with (*name, "pypy")))
    return false;
  *dir = arena_copy_bytes (arena, path, length - strlen ("/bin/"));
  const char *cfg = *dir != NULL ? arena_format (arena, "%s/pyvenv.cfg", *dir) : NULL;
  return cfg != NULL && strcmp (*dir, pyvenv_env_dir (cx)) != 0
    && (access (path, F_OK) < 0 || access (cfg, F_OK) == 0);
}

/* The same python here: that of the same name where there is one. */
static const char *
moved_python (pyvenv_context *cx, const char *name)
{
  const char *python = context_script_python (cx);
  const char *relpath = pyvenv_format (cx, "%s/%s", pyvenv_bin_name (cx), name);
  if (relpath == NULL || *python != '/'
      || faccessat (tree_fd (context_tree (cx)), relpath, F_OK,
                    AT_SYMLINK_NOFOLLOW) < 0)
    return python;
  return pyvenv_format (cx, "%s/%s", pyvenv_bin_dir (cx), name);
}

/* Writes the script NAME anew if it runs the python of another environment. */
static int
moved_mend_script (pyvenv_context *cx, struct moved_record *record,
                   const char *name, mode_t mode)
{
  struct arena *arena = &record->arena;
  const char *relpath = pyvenv_format (cx, "%s/%s", pyvenv_bin_name (cx), name);
  size_t length = 0;
  if (relpath == NULL)
    return -1;
  CLEAN_FREE char *bytes = file_read (tree_fd (context_tree (cx)), relpath,
                                      MOVED_SCRIPT_MAX, &length);
  struct moved_head head;
  const char *dir, *base;
  if (bytes == NULL || !moved_read_head (arena, bytes, &head)
      || !moved_is_other (cx, arena, head.python, &dir, &base))
    return 0;

  const char *python = moved_python (cx, base);
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  if (python == NULL)
    return -1;
  moved_add_head (&text, python, head.arguments);
  text_add_bytes (&text, bytes + head.length, length - head.length);
  if (text.failed)
    return pyvenv_fail (cx, ENOMEM, "cannot write '%s'", relpath);
  record->old_dir = dir;
  if (pyvenv_write_file (cx, relpath, text_string (&text), text.length,
                         mode & 0777) < 0)
    return -1;
  return moved_record_add (record, name, text_string (&text), text.length);
}

static int
moved_mend_scripts (pyvenv_context *cx, struct moved_record *record)
{
  struct string_vector names = { .arena = &record->arena };
  CLEAN_DIR DIR *dir = folder_open (tree_fd (context_tree (cx)),
                                    pyvenv_bin_name (cx));
  struct dirent *entry;
  if (dir == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s'", pyvenv_bin_dir (cx));
  while ((entry = folder_next (dir)) != NULL)
    {
      const char *name = arena_copy (&record->arena, entry->d_name);
      if (name == NULL || string_vector_append (&names, name) < 0)
        return pyvenv_fail (cx, ENOMEM, "cannot read '%s'", pyvenv_bin_dir (cx));
    }
  if (errno != 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", pyvenv_bin_dir (cx));
  for (size_t i = 0; i < names.count; i++)
    {
      struct stat st;
      if (fstatat (dirfd (dir), names.items[i], &st, AT_SYMLINK_NOFOLLOW) == 0
          && S_ISREG (st.st_mode)
          && moved_mend_script (cx, record, names.items[i], st.st_mode) < 0)
        return -1;
    }
  return 0;
}

int
moved_mend (pyvenv_context *cx)
{
  struct moved_record record = { .cx = cx, .purelib = distributions_folder (cx) };
  int result = record.purelib == NULL ? 0
    : moved_mend_scripts (cx, &record) == 0 ? moved_record_write (&record) : -1;
  arena_release (&record.arena);
  return result;
}
