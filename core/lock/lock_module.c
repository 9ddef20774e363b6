/* lock_module.c: what lock.so exports. */
#include <config.h>

#include "lock_install.h"
#include "modules.h"

extern PYVENV_EXPORT const struct lock_module pyvenv_lock_module;

const struct lock_module pyvenv_lock_module = {
  .version = PACKAGE_VERSION,
  .check = lock_install_check,
  .install = lock_install
};
