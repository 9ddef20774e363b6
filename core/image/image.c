/* image.c: a wheel unpacked and byte-compiled, ready to be linked. */
#include <config.h>

#include "image.h"

#include "cleanup.h"
#include "compose.h"
#include "digest.h"
#include "file.h"
#include "remove.h"
#include "text.h"
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
    return report_first (report, 0, errno, "cannot read it");
  if (!S_ISREG (source->st.st_mode))
    return report_refuse (report, "it is not a regular file");
  source->bytes = file_read_open (fd, ZIP_ARCHIVE_MAX, &source->length);
  if (source->bytes == NULL)
    return errno == EFBIG
      ? report_refuse (report, "it is larger than 256 MiB")
      : report_first (report, 0, errno, "cannot read it");

  uint8_t digest[DIGEST_SHA256_SIZE];
  digest_bytes (DIGEST_SHA256, source->bytes, source->length, digest);
  digest_hex (source->sha256, digest, sizeof digest);
  return 0;
}

void
image_release (struct image_source *source)
{
  free (source->bytes);
  *source = (struct image_source) { 0 };
}

/* Unpacks, compiles, and writes the manifest last. */
static int
image_fill (struct layout *layout, int image_fd,
            const struct image_target *target,
            const struct image_cancel *cancel, struct image_counts *counts,
            struct report *report)
{
  size_t count = layout->files.count;
  CLEAN_FREE bool *wanted = calloc (count, sizeof *wanted);
  if (wanted == NULL)
    return report_first (report, 0, errno, "cannot unpack it");
  if (unpack_layout (layout, image_fd, target, wanted, &counts->harvested,
                     report) != 0
      || bytecode_compile (layout, wanted, image_fd, target, cancel,
                           report) != 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    {
      counts->compiled += wanted[i] && !layout->files.items[i].missing;
      counts->files += layout->files.items[i].member != NULL;
    }

  CLEAN_TEXT struct text manifest = TEXT_EMPTY;
  if (compose_manifest (&manifest, layout, report) != 0)
    return -1;
  if (file_create (image_fd, MANIFEST_NAME, manifest.bytes, manifest.length,
                   0600, NULL) != 0)
    return report_first (report, 0, errno, "cannot write to the cache");
  return 0;
}

/* Makes the folder NAME and fills it. */
static int
image_make (struct layout *layout, const struct image_target *target,
            int parent_fd, const char *name, const struct image_cancel *cancel,
            struct image_counts *counts, struct report *report)
{
  if (mkdirat (parent_fd, name, 0700) != 0)
    return report_first (report, 0, errno, "cannot unpack it");
  CLEAN_FD int fd = openat (parent_fd, name, O_RDONLY | O_DIRECTORY
                            | O_NOFOLLOW | O_CLOEXEC);
  int status = fd < 0 ? report_first (report, 0, errno, "cannot unpack it")
    : image_fill (layout, fd, target, cancel, counts, report);
  if (status != 0)
    remove_tree (parent_fd, name);
  return status;
}

int
image_build (const struct image_source *source, const struct wheel_name *name,
             const struct image_target *target, int parent_fd,
             const char *folder, const struct image_cancel *cancel,
             struct image_counts *counts, struct report *report)
{
  struct archive archive;
  struct layout layout = { 0 };
  *counts = (struct image_counts) { 0, 0, 0 };
  int status = archive_open (&archive, name, source->bytes, source->length,
                             report);
  if (status == 0)
    status = layout_make (&layout, &archive, target, report);
  if (status == 0)
    status = image_make (&layout, target, parent_fd, folder, cancel, counts,
                         report);
  layout_release (&layout);
  archive_release (&archive);
  return status;
}
