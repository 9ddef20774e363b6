/* resolve_settings.h: what of pip's settings its answers depend on. */
#ifndef PYVENV_RESOLVE_SETTINGS_H
#define PYVENV_RESOLVE_SETTINGS_H

#include "text.h"
#include "vector.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

struct resolve_settings {
  struct string_vector files;   /* constraints and requirements that they name, as
                                 * they are written */
  struct string_vector links;   /* the same for find-links */
  bool is_whole;                /* false: something could not be read */
};

/* Adds to KEY the contents of pip's configuration files and the variables PIP_*, and
 * fills in *RET, which lives in ARENA.  Returns 0, or -1 after pyvenv_fail. */
int resolve_settings_read (struct resolve_settings *ret, pyvenv_context *cx,
                           struct arena *arena,
                           struct text *key) PYVENV_CHECK;

#endif
