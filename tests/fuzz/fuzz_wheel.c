/* fuzz_wheel.c: no input may do worse to the reader of wheels than be refused. */
#include <config.h>

#include "fuzz_image.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_image (data, size);
  return 0;
}
