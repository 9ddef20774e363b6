/* fuzz_image.c: the container, the members, RECORD, metadata, entry points, and the
 * manifest.  A manifest that was made must be one that can be used. */
#include <config.h>

#include "fuzz_image.h"

#include "compose.h"
#include "digest.h"
#include "manifest.h"
#include "member_name.h"
#include "zip_private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct image_target fuzz_target
    = { .implementation = "cpython",
        .major = 3,
        .minor = 13,
        .version = "3.13.0",
        .cache_tag = "cpython-313",
        .magic = "f30d0d0a",
        .purelib = "lib/python3.13/site-packages",
        .mode = 0755 };

/* A zip_take that looks at each byte. */
static int
fuzz_take (void *data, const void *bytes, size_t length)
{
  unsigned *sum = data;
  for (size_t i = 0; i < length; i++)
    *sum += ((const unsigned char *) bytes)[i];
  return 0;
}

static void
fuzz_extract (const struct layout *layout, struct report *report)
{
  /* The larger members come in pieces. */
  struct zip_inflater *inflater = zip_inflater_new (0);
  uint8_t digest[DIGEST_SIZE_MAX];
  unsigned sum = 0;
  for (size_t i = 0; inflater != NULL && i < layout->files.count; i++)
    {
      const struct zip_member *member = layout->files.items[i].member;
      const char *hash = strchr (layout->files.items[i].hash, '=');
      if (hash != NULL)
        record_decode_digest (hash + 1, digest, DIGEST_SHA256_SIZE);
      if (member != NULL)
        zip_extract (inflater, &layout->archive->zip, member, fuzz_take, &sum,
                     report);
    }
  zip_inflater_free (inflater);
}

/* Nothing is placed outside the environment, whatever the checks thought. */
static void
fuzz_check_paths (const struct layout *layout)
{
  for (size_t i = 0; i < layout->files.count; i++)
    {
      const char *path = layout->files.items[i].path;
      if (path[0] == '/' || path[0] == '\0')
        abort ();
      struct report report = REPORT_EMPTY;
      if (strlen (path) <= 1024 && member_name_check (path, &report) != 0)
        abort ();
      report_clear (&report);
    }
}

static void
fuzz_layout (const struct layout *layout)
{
  struct report report = REPORT_EMPTY;
  fuzz_check_paths (layout);
  fuzz_extract (layout, &report);
  report_clear (&report);

  struct text manifest = TEXT_EMPTY;
  if (compose_manifest (&manifest, layout, &report) != 0
      || !manifest_check ((const void *) text_string (&manifest),
                          manifest.length))
    abort ();
  report_clear (&report);
  text_clear (&manifest);
}

/* What is behind the end, and what cannot be read at all. */
static void
fuzz_window (int fd, size_t size)
{
  struct report report = REPORT_EMPTY;
  struct zip_window past = { .fd = fd }, none = { .fd = -1 };
  if (zip_window_at (&past, size, 1, &report) != NULL
      || zip_window_at (&none, 0, 1, &report) != NULL
      || zip_read_at (-1, past.bytes, 1, 0, &report) == 0)
    abort ();
  report_clear (&report);
}

void
fuzz_image (const void *wheel, size_t size)
{
  struct arena arena = { NULL };
  struct wheel_name name;
  struct archive archive;
  struct layout layout = { 0 };
  struct report report = REPORT_EMPTY;
  int fd = memfd_create ("wheel", MFD_CLOEXEC);
  if (!wheel_name_parse (&name, &arena, "foo-1.0-py3-none-any.whl") || fd < 0
      || (size_t) write (fd, wheel, size) != size)
    abort ();
  fuzz_window (fd, size);
  if (archive_open (&archive, &name, fd, size, &report) == 0
      && layout_make (&layout, &archive, &fuzz_target, &report) == 0)
    {
      fuzz_layout (&layout);
      /* It is cut off meanwhile. */
      if (ftruncate (fd, (off_t) (size / 8)) < 0)
        abort ();
      fuzz_extract (&layout, &report);
    }
  else if (report.kind == 0)
    abort ();
  layout_release (&layout);
  archive_release (&archive);
  report_clear (&report);

  /* It is shorter than it was said to be. */
  if (ftruncate (fd, 0) < 0
      || archive_open (&archive, &name, fd, size + 1, &report) == 0)
    abort ();
  archive_release (&archive);
  report_clear (&report);
  arena_release (&arena);
  close (fd);
}
