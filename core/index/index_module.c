/* index_module.c: what the index module offers the library. */
#include <config.h>

#include "find.h"
#include "modules.h"
#include "wanted.h"

extern PYVENV_EXPORT const struct index_module pyvenv_index_module;

const struct index_module pyvenv_index_module = {
  .version = PACKAGE_VERSION,
  .find = find_wheels,
  .obtain = wanted_obtain,
  .settings = find_settings
};
