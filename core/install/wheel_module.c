/* wheel_module.c: what wheel.so exports. */
#include <config.h>

#include "dists.h"
#include "install.h"
#include "modules.h"

extern PYVENV_EXPORT const struct wheel_module pyvenv_wheel_module;

const struct wheel_module pyvenv_wheel_module = {
  .version = PACKAGE_VERSION,
  .install = wheel_install,
  .check = wheel_check,
  .installed = dists_version,
  .cache_info = wheel_cache_info,
  .cache_clean = wheel_cache_clean
};
