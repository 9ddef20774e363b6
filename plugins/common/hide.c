/* hide.c: keeps the system's packages out of sight while pip goes in. */
#include <config.h>

#include "hide.h"

#include <string.h>

#define HIDE_KEY "include-system-site-packages"

int
hide_system_site (void *self, pyvenv_context *cx, hide_work *work)
{
  const char *value = pyvenv_cfg_get (cx, HIDE_KEY);
  if (value == NULL || strcmp (value, "true") != 0)
    return work (self, cx);

  if (pyvenv_cfg_set (cx, HIDE_KEY, "false") < 0)
    return -1;
  int result = work (self, cx);

  /* After a failure as well: a plugin further out may forgive it. */
  if (pyvenv_cfg_set (cx, HIDE_KEY, "true") < 0)
    return -1;
  return result;
}
