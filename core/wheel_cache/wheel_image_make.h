/* wheel_image_make.h: makes the images that the cache does not have. */
#ifndef PYVENV_WHEEL_IMAGE_MAKE_H
#define PYVENV_WHEEL_IMAGE_MAKE_H

#include "wheel_image.h"

/* Makes and opens those of COUNT images that are not open yet.  One thread of a
 * process at a time does it.  0, or -1 after pyvenv_fail. */
int wheel_image_make (struct wheel_image *const *images, size_t count);

#endif
