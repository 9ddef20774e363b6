/* index_module.c: what the index module offers the library. */
#include <config.h>

#include "find.h"
#include "module.h"
#include "modules.h"
#include "wanted.h"

PYVENV_MODULE (index) = {
  .version = PACKAGE_VERSION,
  .find = find_wheels,
  .obtain = wanted_obtain,
  .settings = find_settings
};
