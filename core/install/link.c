/* link.c: gives an environment the files of an image. */
#include <config.h>

#include "link.h"

#include "cleanup.h"
#include "file.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#ifdef HAVE_LINUX_FS_H
#include <linux/fs.h>
#include <sys/ioctl.h>
#endif

int
link_mode_parse (const char *name)
{
  if (strcmp (name, "auto") == 0)
    return geteuid () == 0 ? LINK_CLONE : LINK_HARDLINK;
  if (strcmp (name, "hardlink") == 0)
    return LINK_HARDLINK;
  if (strcmp (name, "clone") == 0)
    return LINK_CLONE;
  return strcmp (name, "copy") == 0 ? LINK_COPY : -1;
}

static mode_t
link_wanted_mode (const struct linker *linker, const struct manifest_file *file)
{
  return file->executable ? linker->file_mode | 0111
    : linker->file_mode & 0666;
}

static bool
link_is_intact (const struct linker *linker, const struct manifest_file *file,
                const struct stat *st)
{
  return S_ISREG (st->st_mode) && (uint64_t) st->st_size == file->size
    && file_mtime_ns (st) == file->mtime_ns
    && st->st_uid == linker->rule.owner
    && (st->st_mode & 07777) == link_wanted_mode (linker, file);
}

#ifdef FICLONE
static int
link_clone_bytes (int to, int from)
{
  return ioctl (to, FICLONE, from);
}
#else
static int
link_clone_bytes (int to, int from)
{
  (void) to;
  (void) from;
  errno = EOPNOTSUPP;
  return -1;
}
#endif

/* Copies FILE with its mode and time: bytecode is only valid for a source of
 * that time. */
static int
link_copy (struct linker *linker, const struct manifest_file *file,
           const char *number, int dir_fd, const char *name)
{
  CLEAN_FD int from = openat (linker->image_fd, number,
                              O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (from < 0)
    return -1;
  CLEAN_FD int to = openat (dir_fd, name, O_WRONLY | O_CREAT | O_EXCL
                            | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (to < 0)
    return -1;

  bool done = false;
  if (linker->mode == LINK_CLONE)
    {
      done = link_clone_bytes (to, from) == 0;
      if (!done)
        {
          linker->fallback = errno;
          linker->mode = LINK_COPY;
        }
    }
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT } };
  times[1].tv_sec = (time_t) (file->mtime_ns / 1000000000);
  times[1].tv_nsec = (long) (file->mtime_ns % 1000000000);
  if ((!done && file_copy (from, to) != 0)
      || fchmod (to, link_wanted_mode (linker, file)) != 0
      || futimens (to, times) != 0 || file_close (&to) != 0)
    {
      int saved = errno;
      unlinkat (dir_fd, name, 0);
      errno = saved;
      return -1;
    }
  return 0;
}

/* Replaces a file of the image that has as many links as a file can have by a
 * copy, so that the next environments can link again. */
static int
link_renew (struct linker *linker, const struct manifest_file *file,
            const char *number)
{
  char temporary[64];
  struct linker copier = *linker;
  copier.mode = LINK_COPY;
  file_temporary_name (temporary, "new-");
  if (link_copy (&copier, file, number, linker->image_fd, temporary) != 0)
    return -1;
  if (renameat (linker->image_fd, temporary, linker->image_fd, number) == 0)
    return 0;
  int saved = errno;
  unlinkat (linker->image_fd, temporary, 0);
  errno = saved;
  return -1;
}

/* Some shared folders and sandboxes answer link(2) with errors that mean nothing
 * (EIO, EROFS), so that a copy is tried after all but those that it would meet
 * too. */
static int
link_place (struct linker *linker, const struct manifest_file *file,
            const char *number, int dir_fd, const char *name)
{
  if (linker->mode == LINK_HARDLINK && !linker->suits)
    linker->unsuited = true;
  else if (linker->mode == LINK_HARDLINK)
    {
      if (linkat (linker->image_fd, number, dir_fd, name, 0) == 0)
        return 0;
      if (errno == EMLINK && !linker->is_seed
          && link_renew (linker, file, number) == 0
          && linkat (linker->image_fd, number, dir_fd, name, 0) == 0)
        return 0;
      if (errno == ENOENT || errno == EEXIST || errno == ENOSPC
          || errno == EDQUOT)
        return -1;
      linker->fallback = errno;
      if (errno != EMLINK)
        linker->mode = LINK_COPY;
    }
  return link_copy (linker, file, number, dir_fd, name);
}

enum link_result
link_file (struct linker *linker, const struct manifest_file *file, int dir_fd,
           const char *name)
{
  char number[16];
  struct stat st;
  manifest_file_name (number, file->number);
  if (!linker->is_fresh
      && (fstatat (linker->image_fd, number, &st, AT_SYMLINK_NOFOLLOW) != 0
          || !link_is_intact (linker, file, &st)))
    return LINK_DAMAGED;
  if (link_place (linker, file, number, dir_fd, name) == 0)
    return LINK_DONE;
  return errno == ENOENT ? LINK_DAMAGED : LINK_FAILED;
}
