/* image_work.c: one image that is being made. */
#include <config.h>

#include "image_work.h"

#include "bytecode.h"
#include "cleanup.h"
#include "compose.h"
#include "file.h"
#include "remove.h"
#include "text.h"

#include <fcntl.h>
#include <stdio.h>

void
image_work_end (struct image_work *work)
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
image_work_unpack (struct image_work *work, const struct image_target *target,
                   const struct unpack_means *means, struct report *report)
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
  return unpack_layout (&work->layout, work->fd, target, means, work->wanted,
                        &work->harvested, report);
}

struct image_work *
image_work_begin (const struct image_source *source,
                  const struct wheel_name *name,
                  const struct image_target *target,
                  const struct unpack_means *means, int parent_fd,
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
      && image_work_unpack (work, target, means, report) == 0
      && image_source_check (source, report) == 0)
    return work;
  image_work_end (work);
  return NULL;
}

static void
image_work_count (const struct image_work *work, struct image_counts *counts)
{
  const struct layout_files *files = &work->layout.files;
  *counts = (struct image_counts) { .harvested = work->harvested };
  for (size_t i = 0; i < files->count; i++)
    {
      counts->compiled += work->wanted[i] && !files->items[i].missing;
      counts->files += files->items[i].member != NULL;
    }
}

/* The manifest is written last. */
int
image_work_complete (struct image_work *work, const struct image_target *target,
                     struct image_counts *counts, struct report *report)
{
  CLEAN_TEXT struct text manifest = TEXT_EMPTY;
  if (bytecode_collect (&work->layout, work->wanted, work->fd,
                        target->mode & 0666, report) != 0
      || compose_manifest (&manifest, &work->layout, report) != 0)
    return -1;
  if (file_create (work->fd, MANIFEST_NAME, manifest.bytes, manifest.length,
                   0600, NULL) != 0)
    return report_first (report, 0, errno, "cannot write to the cache");
  image_work_count (work, counts);
  work->complete = true;
  return 0;
}
