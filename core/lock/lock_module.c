/* lock_module.c: what lock.so exports. */
#include <config.h>

#include "lock_install.h"
#include "module.h"
#include "modules.h"

PYVENV_MODULE (lock) = {
  .version = PACKAGE_VERSION,
  .check = lock_install_check,
  .install = lock_install
};
