/* lock_module.c: what lock.so exports. */
#include <config.h>

#include "lock_module.h"

#include <pyvenv-plugin.h>

extern PYVENV_EXPORT const struct lock_module pyvenv_lock_module;

const struct lock_module pyvenv_lock_module = {
  .version = PACKAGE_VERSION,
  .read_lock = pylock_read,
  .select_lock = pylock_select,
  .read_requirements = requirements_file_read,
  .select_requirements = requirements_select
};
