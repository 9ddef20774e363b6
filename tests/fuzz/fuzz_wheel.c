/* fuzz_wheel.c: no input may do worse to the reader of wheels than be refused.
 *
 * The whole way is gone that an image goes before anything is written: the
 * container, the members, RECORD, metadata, entry points, and the plan.  A plan
 * that was made must be one that can be used. */
#include <config.h>

#include "archive/archive.h"
#include "image/compose.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const struct target fuzz_target = {
  .implementation = "cpython", .major = 3, .minor = 13, .version = "3.13.0",
  .cache_tag = "cpython-313", .magic = "f30d0d0a", .purelib = "lib/python3.13/site-packages",
  .mode = 0755, .requested = true
};

static void
fuzz_extract (const struct archive *archive, struct report *report)
{
  struct zip_inflater *inflater = zip_inflater_new ();
  for (size_t i = 0; inflater != NULL && i < archive->count; i++)
    {
      const struct zip_member *member = archive->files[i].member;
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
fuzz_check_paths (const struct archive *archive)
{
  for (size_t i = 0; i < archive->count; i++)
    {
      const char *path = archive->files[i].path;
      if (path[0] == '/' || path[0] == '\0')
        abort ();
      struct report report = REPORT_EMPTY;
      if (strlen (path) <= 1024 && member_name_check (path, &report) != 0)
        abort ();
      report_clear (&report);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  struct archive archive;
  struct report report = REPORT_EMPTY;
  int status = archive_open (&archive, "foo-1.0-py3-none-any.whl", data, size,
                             &fuzz_target, &report);
  if (status == 0)
    {
      fuzz_check_paths (&archive);
      fuzz_extract (&archive, &report);
      struct text plan = TEXT_EMPTY;
      struct report plan_report = REPORT_EMPTY;
      if (plan_compose (&plan, &archive, &plan_report) != 0)
        abort ();
      report_clear (&plan_report);
      text_clear (&plan);
    }
  else if (report.reason.length == 0)
    abort ();
  archive_release (&archive);
  report_clear (&report);
  return 0;
}
