/* install_set.c: installs many wheels at once. */
#include <config.h>

#include "install_set.h"

#include "install.h"
#include "wheel_hash.h"

/* Whether WHEEL has the hash that it has to have. */
static int
install_set_check_hash (pyvenv_context *cx, const struct pyvenv_wheel *wheel)
{
  int same = wheel->hash == NULL ? 1
    : wheel_hash_check (cx, wheel->path, wheel->hash);
  if (same != 0)
    return same < 0 ? -1 : 0;
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is refused: it has"
                         " not the hash '%s'", wheel->path, wheel->hash);
}

int
install_set (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
             size_t count, unsigned flags)
{
  for (size_t i = 0; i < count; i++)
    if (install_set_check_hash (cx, &wheels[i]) != 0)
      return -1;
  for (size_t i = 0; i < count; i++)
    if (install_wheel (cx, wheels[i].path, flags | PYVENV_WHEEL_NO_DEPS,
                       false) != 0)
      return -1;
  return 0;
}
