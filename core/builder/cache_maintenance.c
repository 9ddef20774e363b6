/* cache_maintenance.c: what the user's cache holds, and deleting it. */
#include <config.h>

#include "builder.h"

#include "modules.h"
#include "option_table.h"

#include <string.h>

/* The size of the struct in its first version. */
#define CACHE_INFO_FIRST \
  (offsetof (struct pyvenv_cache_info, index_bytes) + sizeof (uint64_t))

int
pyvenv_builder_cache_info (pyvenv_builder *builder,
                           struct pyvenv_cache_info *ret)
{
  struct pyvenv_cache_info info;
  uint32_t size = ret->struct_size;
  pyvenv_clear_error (&builder->base);
  if (size < CACHE_INFO_FIRST)
    return pyvenv_fail_as (&builder->base, PYVENV_ERROR_USAGE, 0, "struct_size "
                           "of struct pyvenv_cache_info is %u; it has to be the "
                           "size of the struct", (unsigned) size);
  if (builder_configure (builder) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (&builder->base);
  if (module == NULL
      || module->cache_info (&builder->base, builder->setup.cache_dir,
                             &info) < 0)
    return -1;
  info.struct_size = size;
  memcpy (ret, &info, size < sizeof info ? size : sizeof info);
  return 0;
}

int
pyvenv_builder_cache_prune (pyvenv_builder *builder, unsigned days)
{
  pyvenv_clear_error (&builder->base);
  if (builder_configure (builder) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (&builder->base);
  return module == NULL ? -1
         : module->cache_prune (&builder->base, builder->setup.cache_dir, days);
}

/* A cache that is too large is no reason to fail. */
void
cache_maintenance_end_run (pyvenv_builder *builder)
{
  uint64_t size;
  const char *limit = settings_value (&builder->settings, "cache-max-size");
  if (limit == NULL || !option_read_size (limit, &size) || size == 0
      || builder->setup.cache_dir == NULL
      || atomic_exchange (&builder->setup.cache_grew, 0) == 0)
    return;
  const struct wheel_module *module = modules_wheel (&builder->base);
  if (module != NULL)
    module->cache_limit (&builder->base, builder->setup.cache_dir, size);
}

int
pyvenv_builder_cache_clean (pyvenv_builder *builder)
{
  pyvenv_clear_error (&builder->base);
  if (builder_configure (builder) < 0)
    return -1;
  const struct wheel_module *module = modules_wheel (&builder->base);
  return module != NULL
         ? module->cache_clean (&builder->base, builder->setup.cache_dir) : -1;
}
