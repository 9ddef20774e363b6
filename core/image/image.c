/* image.c: a wheel unpacked and byte-compiled, ready to be linked. */
#include <config.h>

#include "image.h"
#include "cleanup.h"
#include "compose.h"
#include "file.h"
#include "remove.h"
#include "unpack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* The bytes are copied, not mapped: what is checked must be what is installed,
 * and a file that someone truncates meanwhile would end the process. */
int
image_load (struct image_source *source, const char *path, int held,
            struct report *report)
{
  *source = (struct image_source) { 0 };
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 && errno == ENOENT && held >= 0
      && lseek (held, 0, SEEK_SET) == 0)
    fd = fcntl (held, F_DUPFD_CLOEXEC, 0);
  if (fd < 0 || fstat (fd, &source->st) != 0)
    return report_error (report, errno, "cannot read it");
  if (!S_ISREG (source->st.st_mode))
    return report_refuse (report, "it is not a regular file");
  source->bytes = file_read_open (fd, ZIP_ARCHIVE_MAX, &source->length);
  if (source->bytes == NULL)
    return errno == EFBIG
      ? report_refuse (report, "it is larger than 256 MiB")
      : report_error (report, errno, "cannot read it");

  if (!digest_hex (source->sha256, "sha256", source->bytes, source->length))
    return report_error (report, ENOMEM, "cannot hash it");
  return 0;
}

void
image_release (struct image_source *source)
{
  free (source->bytes);
  *source = (struct image_source) { 0 };
}

/* Unpacks, compiles, and writes the plan last. */
static int
image_fill (struct archive *archive, int image_fd, const struct target *target,
            const struct image_watch *watch, struct image_tally *tally,
            struct report *report)
{
  CLEAN_FREE bool *wanted = calloc (archive->count, sizeof *wanted);
  if (wanted == NULL)
    return report_error (report, errno, "cannot unpack it");
  if (unpack (archive, image_fd, target, wanted, &tally->harvested,
              report) != 0
      || bytecode_compile (archive, wanted, image_fd, target, watch,
                           report) != 0)
    return -1;
  for (size_t i = 0; i < archive->count; i++)
    {
      tally->compiled += wanted[i] && !archive->files[i].missing;
      tally->files += archive->files[i].member != NULL;
    }

  CLEAN_TEXT struct text plan = TEXT_EMPTY;
  if (plan_compose (&plan, archive, report) != 0)
    return -1;
  if (file_create (image_fd, PLAN_NAME, plan.bytes, plan.length, 0600,
                   NULL) != 0)
    return report_error (report, errno, "cannot write to the cache");
  return 0;
}

int
image_build (const struct image_source *source, const char *file_name,
             const struct target *target, int parent_fd, const char *name,
             const struct image_watch *watch, struct image_tally *tally,
             struct report *report)
{
  struct archive archive;
  *tally = (struct image_tally) { 0, 0, 0 };
  int status = archive_open (&archive, file_name, source->bytes,
                             source->length, target, report);
  if (status == 0)
    {
      CLEAN_FD int fd = -1;
      if (mkdirat (parent_fd, name, 0700) != 0
          || (fd = openat (parent_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW
                           | O_CLOEXEC)) < 0)
        status = report_error (report, errno, "cannot unpack it");
      else
        status = image_fill (&archive, fd, target, watch, tally, report);
      if (status != 0)
        remove_tree (parent_fd, name);
    }
  archive_release (&archive);
  return status;
}
