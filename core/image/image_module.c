/* image_module.c: what image.so exports. */
#include <config.h>

#include "image.h"
#include "module.h"

PYVENV_MODULE (image) = {
  .version = PACKAGE_VERSION,
  .load = image_source_load,
  .hash = image_source_hash,
  .release = image_source_release,
  .maker_new = image_maker_new,
  .maker_add = image_maker_add,
  .maker_wait = image_maker_wait,
  .maker_look = image_maker_look,
  .maker_end = image_maker_end
};
