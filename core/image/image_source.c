/* image_source.c: a wheel file while its image is made.
 *
 * It may have any size, so that it is neither read into memory nor mapped: what is
 * mapped and truncated meanwhile would end the process. */
#include <config.h>

#include "image_source.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "digest.h"
#include "file.h"
#include "system.h"
#include "trust.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static int
image_source_open (const char *path, int held)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return fd < 0 && errno == ENOENT && held >= 0
    ? fcntl (held, F_DUPFD_CLOEXEC, 0) : fd;
}

/* A file without a name in the folder PARENT_FD.  Not every file system makes them
 * at once. */
static int
image_source_temporary (int parent_fd)
{
  char name[64];
  int fd = system_unnamed_file (parent_fd);
  if (fd >= 0)
    return fd;
  file_temporary_name (name, CACHE_FOLDER_TEMPORARY);
  fd = openat (parent_fd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
                                | O_CLOEXEC, 0600);
  if (fd >= 0)
    unlinkat (parent_fd, name, 0);
  return fd;
}

/* Puts a copy in the place of what is open. */
static int
image_source_copy (struct image_source *source, int parent_fd,
                   struct report *report)
{
  CLEAN_FD int from = source->fd;
  source->fd = image_source_temporary (parent_fd);
  if (source->fd < 0 || lseek (from, 0, SEEK_SET) < 0
      || file_copy (from, source->fd) != 0
      || fstat (source->fd, &source->copied) != 0)
    return report_first (report, 0, errno, "cannot copy it");
  return 0;
}

int
image_source_hash (const struct image_source *source, int algorithm,
                   char hex[129], struct report *report)
{
  int64_t done = digest_file ((enum digest_algorithm) algorithm, source->fd, hex);
  if (done < 0)
    return report_first (report, 0, errno, "cannot read it");
  return (uint64_t) done == source->length ? 0
    : report_refuse (report, "it changed while it was read");
}

int
image_source_load (struct image_source *source, const char *path, int held,
                   int parent_fd, const char *sha256, struct report *report)
{
  *source = (struct image_source) { .fd = image_source_open (path, held) };
  if (source->fd < 0 || fstat (source->fd, &source->st) != 0)
    return report_first (report, 0, errno, "cannot read it");
  if (!S_ISREG (source->st.st_mode))
    return report_refuse (report, "it is not a regular file");
  source->copied = source->st;
  if (parent_fd >= 0 && !trust_is_safe (&source->st)
      && image_source_copy (source, parent_fd, report) != 0)
    return -1;
  source->length = (uint64_t) source->copied.st_size;
  char hex[DIGEST_HEX_SIZE];
  if (*sha256 != '\0')
    snprintf (hex, sizeof hex, "%s", sha256);
  else if (image_source_hash (source, DIGEST_SHA256, hex, report) != 0)
    return -1;
  memcpy (source->sha256, hex, sizeof source->sha256);
  return 0;
}

/* The change time would tell of links and modes, too. */
int
image_source_check (const struct image_source *source, struct report *report)
{
  struct stat now;
  if (fstat (source->fd, &now) == 0 && now.st_size == source->copied.st_size
      && file_mtime_ns (&now) == file_mtime_ns (&source->copied))
    return 0;
  return report_refuse (report, "it changed while it was read");
}

void
image_source_release (struct image_source *source)
{
  cleanup_fd (&source->fd);
  *source = (struct image_source) { .fd = -1 };
}
