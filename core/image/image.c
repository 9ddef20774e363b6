/* image.c: a wheel unpacked and byte-compiled, ready to be linked. */
#include <config.h>

#include "image.h"

#include "cleanup.h"
#include "compose.h"
#include "file.h"
#include "remove.h"
#include "text.h"
#include "unpack.h"

#include <fcntl.h>
#include <stdio.h>

struct image_work {
  struct archive archive;
  struct layout layout;
  bool *wanted;                 /* bytecode that is still to be compiled */
  int parent_fd, fd;
  char folder[64];
  size_t harvested;
  bool made;                    /* the folder */
  bool complete;
};

void
image_end (struct image_work *work)
{
  if (work == NULL)
    return;
  if (work->made && !work->complete)
    remove_tree (work->parent_fd, work->folder);
  cleanup_fd (&work->fd);
  free (work->wanted);
  layout_release (&work->layout);
  archive_release (&work->archive);
  free (work);
}

/* Makes the folder and unpacks into it. */
static int
image_unpack (struct image_work *work, const struct image_target *target,
              struct report *report)
{
  work->wanted = calloc (work->layout.files.count, sizeof *work->wanted);
  if (work->wanted == NULL
      || mkdirat (work->parent_fd, work->folder, 0700) != 0)
    return report_first (report, 0, errno, "cannot unpack it");
  work->made = true;
  work->fd = openat (work->parent_fd, work->folder, O_RDONLY | O_DIRECTORY
                     | O_NOFOLLOW | O_CLOEXEC);
  if (work->fd < 0)
    return report_first (report, 0, errno, "cannot unpack it");
  return unpack_layout (&work->layout, work->fd, target, work->wanted,
                        &work->harvested, report);
}

struct image_work *
image_begin (const struct image_source *source, const struct wheel_name *name,
             const struct image_target *target, int parent_fd,
             const char *folder, struct report *report)
{
  struct image_work *work = calloc (1, sizeof *work);
  if (work == NULL)
    {
      report_first (report, 0, errno, "cannot unpack it");
      return NULL;
    }
  work->parent_fd = parent_fd;
  work->fd = -1;
  snprintf (work->folder, sizeof work->folder, "%s", folder);
  if (archive_open (&work->archive, name, source->fd, source->length,
                    report) == 0
      && layout_make (&work->layout, &work->archive, target, report) == 0
      && image_unpack (work, target, report) == 0
      && image_source_check (source, report) == 0)
    return work;
  image_end (work);
  return NULL;
}

/* Writes the manifest, which is last, and counts what there is. */
static int
image_finish (struct image_work *work, struct image_counts *counts,
              struct report *report)
{
  const struct layout_files *files = &work->layout.files;
  for (size_t i = 0; i < files->count; i++)
    {
      counts->compiled += work->wanted[i] && !files->items[i].missing;
      counts->files += files->items[i].member != NULL;
    }
  counts->harvested += work->harvested;

  CLEAN_TEXT struct text manifest = TEXT_EMPTY;
  if (compose_manifest (&manifest, &work->layout, report) != 0)
    return -1;
  if (file_create (work->fd, MANIFEST_NAME, manifest.bytes, manifest.length,
                   0600, NULL) != 0)
    return report_first (report, 0, errno, "cannot write to the cache");
  work->complete = true;
  return 0;
}

int
image_complete (struct image_work *const *works, size_t count,
                const struct image_target *target,
                const struct image_cancel *cancel, struct image_counts *counts,
                struct report *report)
{
  *counts = (struct image_counts) { 0, 0, 0 };
  CLEAN_FREE struct bytecode_image *images = calloc (count, sizeof *images);
  if (images == NULL)
    return report_first (report, 0, errno, "cannot compile it");
  for (size_t i = 0; i < count; i++)
    images[i] = (struct bytecode_image) {
      .layout = &works[i]->layout, .wanted = works[i]->wanted,
      .fd = works[i]->fd, .folder = works[i]->folder
    };
  int status = count == 0 ? 0
    : bytecode_compile (images, count, works[0]->parent_fd, target, cancel,
                        report);
  for (size_t i = 0; i < count && status == 0; i++)
    status = image_finish (works[i], counts, report);
  return status;
}
