/* install_scripts.c: a folder of scripts into the bin folder, as
 * EnvBuilder.install_scripts does. */
#include <config.h>

#include "cleanup.h"
#include "context.h"
#include "file.h"
#include "folder.h"
#include "template.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define SCRIPT_LIMIT ((size_t) 16 << 20)

static int scripts_copy_folder (pyvenv_context *cx, int fd, const char *shown,
                                const char *relpath);

/* One file, which may be a link to it, with placeholders replaced if it is
 * text. */
static int
scripts_copy_file (pyvenv_context *cx, int fd, const char *name, mode_t mode,
                   const char *shown, const char *relpath)
{
  size_t length;
  CLEAN_FD int file = openat (fd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CLEAN_FREE char *bytes = file < 0 ? NULL
                           : file_read_open (file, SCRIPT_LIMIT, &length);
  if (bytes == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s/%s'", shown, name);
  if (!string_is_utf8 (bytes, length))
    {
      pyvenv_warn (cx, "'%s/%s' is not UTF-8 text, so its placeholders stay",
                   shown, name);
      return pyvenv_write_file (cx, relpath, bytes, length, mode & 0777);
    }

  const struct template_value *values = context_values (cx);
  if (values == NULL)
    return -1;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, bytes, length, values, quote_style_of (name));
  if (text.failed)
    return context_no_memory (cx);
  return pyvenv_write_file (cx, relpath, text_string (&text), text.length,
                            mode & 0777);
}

static int
scripts_copy_entry (pyvenv_context *cx, int fd, const char *name,
                    const char *shown, const char *relpath)
{
  struct stat st;
  const char *target = pyvenv_format (cx, "%s/%s", relpath, name);
  if (target == NULL)
    return -1;
  if (fstatat (fd, name, &st, 0) < 0)
    return pyvenv_fail (cx, errno, "cannot look at '%s/%s'", shown, name);
  if (S_ISREG (st.st_mode))
    return scripts_copy_file (cx, fd, name, st.st_mode, shown, target);
  if (!S_ISDIR (st.st_mode))
    return pyvenv_fail (cx, 0, "'%s/%s' is neither a file nor a folder", shown,
                        name);

  CLEAN_FD int sub = openat (fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                                       | O_CLOEXEC);
  const char *inner = pyvenv_format (cx, "%s/%s", shown, name);
  if (sub < 0 || inner == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s/%s'", shown, name);
  return scripts_copy_folder (cx, sub, inner, target);
}

static int
scripts_copy_folder (pyvenv_context *cx, int fd, const char *shown,
                     const char *relpath)
{
  CLEAN_DIR DIR *dir = folder_open (fd, ".");
  if (dir == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s'", shown);

  struct dirent *entry;
  while ((entry = folder_next (dir)) != NULL)
    if (scripts_copy_entry (cx, fd, entry->d_name, shown, relpath) < 0)
      return -1;
  return errno == 0 ? 0 : pyvenv_fail (cx, errno, "cannot read '%s'", shown);
}

int
pyvenv_install_scripts (pyvenv_context *cx, const char *dir)
{
  static const char *const folders[] = { "common", "posix" };

  CLEAN_FD int root = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0)
    return pyvenv_fail (cx, errno, "cannot read the scripts folder '%s'", dir);
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
    {
      CLEAN_FD int fd = openat (root, folders[i],
                                O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      const char *shown = pyvenv_format (cx, "%s/%s", dir, folders[i]);
      if (shown == NULL)
        return -1;
      if (fd < 0 && errno == ENOENT)
        continue;
      if (fd < 0)
        return pyvenv_fail (cx, errno, "cannot read '%s'", shown);
      if (scripts_copy_folder (cx, fd, shown, cx->bin_name) < 0)
        return -1;
    }
  return 0;
}
