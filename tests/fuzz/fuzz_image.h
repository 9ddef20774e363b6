/* fuzz_image.h: the whole way that a wheel goes before anything is written. */
#ifndef PYVENV_FUZZ_IMAGE_H
#define PYVENV_FUZZ_IMAGE_H

#include <stddef.h>

/* Reads the SIZE bytes at WHEEL as foo-1.0-py3-none-any.whl, and makes the manifest of
 * its image.  Aborts where that could harm anybody. */
void fuzz_image (const void *wheel, size_t size);

#endif
