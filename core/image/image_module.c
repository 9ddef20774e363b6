/* image_module.c: what image.so exports. */
#include <config.h>

#include "image.h"

#include <pyvenv-plugin.h>

extern PYVENV_EXPORT const struct image_module pyvenv_image_module;

const struct image_module pyvenv_image_module = {
  .version = PACKAGE_VERSION,
  .load = image_load,
  .hash = image_hash,
  .release = image_release,
  .begin = image_begin,
  .complete = image_complete,
  .end = image_end
};
