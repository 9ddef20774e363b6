/* fuzz_resolution.c: what pip answers when it chooses versions, and the same as it
 * is kept. */
#include <config.h>

#include "fuzz_fixture.h"

#include "resolve_kept.h"
#include "resolve_report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct resolve_key fuzz_key = { .hex = "abcdef", .lasts = true };

static void
fuzz_check_packages (const struct package_vector *packages)
{
  for (size_t i = 0; i < packages->count; i++)
    {
      const struct package *package = &packages->items[i];
      if (package->name == NULL || package->version == NULL
          || package->source > PACKAGE_VCS)
        abort ();
    }
}

/* What pip wrote; it can be kept. */
static void
fuzz_report (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct package_vector packages = { .arena = &arena };
  int result = resolve_report_read (&packages, (const char *) data, size,
                                    &report);
  if ((result < 0) != (report.kind != 0))
    abort ();
  if (result < 0)
    return;
  fuzz_check_packages (&packages);
  resolve_kept_add (&packages, fuzz_context (), &fuzz_key);
}

static void
fuzz_kept (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct package_vector packages = { .arena = &arena };
  const struct resolve_question question = { .max_age = 600 };
  bool was_kept;
  pyvenv_context *cx = fuzz_context ();
  cx->options = PYVENV_OFFLINE;
  mkdirat (fuzz_folder_fd (), "resolutions", 0700);
  fuzz_put ("resolutions/abcdef", data, size);
  if (resolve_kept_find (&packages, cx, &fuzz_key, &question, &was_kept) <= 0)
    return;
  fuzz_check_packages (&packages);
  resolve_kept_add (&packages, cx, &fuzz_key);

  /* Of this run now. */
  struct package_vector again = { .arena = &arena };
  int found = resolve_kept_find (&again, cx, &fuzz_key, &question, &was_kept);
  if (found > 0 && (was_kept || again.count != packages.count))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_report (data, size);
  fuzz_kept (data, size);
  return 0;
}
