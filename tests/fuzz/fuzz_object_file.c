/* fuzz_object_file.c: the file of a plugin, before it is mapped. */
#include <config.h>

#include "fuzz_fixture.h"

#include "object_file.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  fuzz_put ("plugin.so", data, size);
  int result = object_file_check (&report, fuzz_path (&arena, "plugin.so"));
  if ((result < 0) != (report.kind != 0))
    abort ();
  return 0;
}
