/* wheel_module.c: what wheel.so exports. */
#include <config.h>

#include "cache_clean.h"
#include "cache_info.h"
#include "dependencies.h"
#include "distributions.h"
#include "install.h"
#include "module.h"
#include "modules.h"
#include "moved.h"
#include "others.h"
#include "prepare.h"
#include "unchanged.h"
#include "wheel_hash.h"

PYVENV_MODULE (wheel) = {
  .version = PACKAGE_VERSION,
  .install = install_wheel,
  .install_set = install_wheels,
  .prepare = prepare_begin,
  .prepare_add = prepare_add,
  .prepare_end = prepare_end,
  .check = wheel_hash_check,
  .installed = distributions_version,
  .unchanged = unchanged_find,
  .remove_others = others_remove,
  .remove_projects = others_remove_named,
  .lacking = dependencies_lacking,
  .moved = moved_mend,
  .cache_info = cache_info_read,
  .cache_clean = cache_clean_all,
  .cache_prune = cache_clean_old,
  .cache_limit = cache_clean_beyond
};
