/* fuzz_wheel.c: no input may do worse to the reader of wheels than be refused.
 *
 * The whole way is gone that an image goes before anything is written: the
 * container, the members, RECORD, metadata, entry points, and the manifest.  A
 * manifest that was made must be one that can be used. */
#include <config.h>

#include "compose.h"
#include "member_name.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const struct image_target fuzz_target
    = { .implementation = "cpython",
        .major = 3,
        .minor = 13,
        .version = "3.13.0",
        .cache_tag = "cpython-313",
        .magic = "f30d0d0a",
        .purelib = "lib/python3.13/site-packages",
        .mode = 0755,
        .requested = true };

static void
fuzz_extract (const struct layout *layout, struct report *report)
{
  struct zip_inflater *inflater = zip_inflater_new ();
  for (size_t i = 0; inflater != NULL && i < layout->files.count; i++)
    {
      const struct zip_member *member = layout->files.items[i].member;
      void *buffer = member == NULL ? NULL : malloc ((size_t) member->size + 1);
      if (buffer == NULL)
        continue;
      zip_extract (inflater, member, buffer, report);
      free (buffer);
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
  if (compose_manifest (&manifest, layout, &report) != 0)
    abort ();
  report_clear (&report);
  text_clear (&manifest);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct arena arena = { NULL };
  struct wheel_name name;
  struct archive archive;
  struct layout layout = { 0 };
  struct report report = REPORT_EMPTY;
  if (!wheel_name_parse (&name, &arena, "foo-1.0-py3-none-any.whl"))
    abort ();
  if (archive_open (&archive, &name, data, size, &report) == 0
      && layout_make (&layout, &archive, &fuzz_target, &report) == 0)
    fuzz_layout (&layout);
  else if (report.kind == 0)
    abort ();
  layout_release (&layout);
  archive_release (&archive);
  report_clear (&report);
  arena_release (&arena);
  return 0;
}
