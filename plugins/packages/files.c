/* files.c: copies a folder into the environment. */
#include <config.h>

#include "packages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_DEPTH_MAX = 32, FILES_SIZE_MAX = 64 << 20 };

/* Reads all of FD, SIZE bytes by its own account; NULL with errno. */
static char *
files_read (int fd, size_t size)
{
  char *bytes = malloc (size + 1);
  size_t done = 0;
  while (bytes != NULL && done < size)
    {
      ssize_t got = read (fd, bytes + done, size - done);
      if (got > 0)
        {
          done += (size_t) got;
          continue;
        }
      if (got < 0 && errno == EINTR)
        continue;
      errno = got == 0 ? EIO : errno;
      free (bytes);
      bytes = NULL;
    }
  return bytes;
}

static int
files_copy_file (pyvenv_context *cx, int fd, const struct stat *st,
                 const char *from, const char *to)
{
  if (!S_ISREG (st->st_mode) || st->st_size > FILES_SIZE_MAX)
    return pyvenv_fail (cx, 0, "cannot copy '%s': it is %s", from,
                        S_ISREG (st->st_mode) ? "larger than 64 MiB"
                        : "neither a file nor a folder");
  char *bytes = files_read (fd, (size_t) st->st_size);
  if (bytes == NULL)
    return pyvenv_fail (cx, errno, "cannot read '%s'", from);
  int result = pyvenv_write_file (cx, to, bytes, (size_t) st->st_size,
                                  st->st_mode & 0777);
  free (bytes);
  return result;
}

/* TO is relative to ENV_DIR, or absolute below it; "" is ENV_DIR. */
static int files_copy_folder (pyvenv_context *cx, int fd, const char *from,
                              const char *to, unsigned depth);

static int
files_copy_entry (pyvenv_context *cx, int folder, const char *name,
                  const char *from, const char *to, unsigned depth)
{
  const char *source = pyvenv_format (cx, "%s/%s", from, name);
  const char *target = *to != '\0' ? pyvenv_format (cx, "%s/%s", to, name)
    : strcmp (name, "site-packages") == 0 ? pyvenv_site_dir (cx) : name;
  if (source == NULL || target == NULL)
    return -1;
  if (strcmp (target, "pyvenv.cfg") == 0)
    return pyvenv_fail (cx, 0, "'%s' cannot take the place of the"
                        " environment's own", source);

  struct stat st;
  int fd = openat (folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &st) < 0)
    {
      if (fd >= 0)
        close (fd);
      return pyvenv_fail (cx, errno, "cannot read '%s'", source);
    }
  if (S_ISDIR (st.st_mode))
    return files_copy_folder (cx, fd, source, target, depth + 1);
  int result = files_copy_file (cx, fd, &st, source, target);
  close (fd);
  return result;
}

/* Closes FD. */
static int
files_copy_folder (pyvenv_context *cx, int fd, const char *from,
                   const char *to, unsigned depth)
{
  DIR *dir = depth <= FILES_DEPTH_MAX ? fdopendir (fd) : NULL;
  if (dir == NULL)
    {
      int saved = depth <= FILES_DEPTH_MAX ? errno : ELOOP;
      close (fd);
      return pyvenv_fail (cx, saved, "cannot read '%s'", from);
    }

  int result = *to == '\0' ? 0 : pyvenv_make_dir (cx, to);
  while (result == 0)
    {
      errno = 0;
      struct dirent *entry = readdir (dir);
      if (entry == NULL)
        {
          if (errno != 0)
            result = pyvenv_fail (cx, errno, "cannot read '%s'", from);
          break;
        }
      if (strcmp (entry->d_name, ".") != 0
          && strcmp (entry->d_name, "..") != 0)
        result = files_copy_entry (cx, dirfd (dir), entry->d_name, from, to,
                                   depth);
    }
  closedir (dir);
  return result;
}

int
files_copy (pyvenv_context *cx, const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", folder);
  return files_copy_folder (cx, fd, folder, "", 0);
}

int
files_copy_one (pyvenv_context *cx, const char *folder, const char *name)
{
  struct stat st;
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", folder);
  int result = fstatat (fd, name, &st, 0) < 0 && errno == ENOENT ? 0
    : files_copy_entry (cx, fd, name, folder, "", 0);
  close (fd);
  return result;
}

int
files_copy_as (pyvenv_context *cx, const char *file, const char *name)
{
  struct stat st;
  int fd = open (file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &st) < 0)
    {
      if (fd >= 0)
        close (fd);
      return pyvenv_fail (cx, errno, "cannot read '%s'", file);
    }
  int result = files_copy_file (cx, fd, &st, file, name);
  close (fd);
  return result;
}
