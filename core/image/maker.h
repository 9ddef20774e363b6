/* maker.h: loads image.so when an image has to be made. */
#ifndef PYVENV_WHEEL_MAKER_H
#define PYVENV_WHEEL_MAKER_H

#include "image.h"

#include <pyvenv-plugin.h>

/* NULL after pyvenv_fail: then the installation is broken. */
const struct image_module *maker_load (pyvenv_context *cx);

#endif
