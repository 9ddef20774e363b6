/* find.h: finds wheels. */
#ifndef PYVENV_FIND_H
#define PYVENV_FIND_H

#include "modules.h"

#include <pyvenv-plugin.h>

/* What pyvenv_find_wheels promises. */
int find_wheels (pyvenv_context *cx, const struct pyvenv_search *search,
                 pyvenv_found *on_found, void *data) PYVENV_CHECK;

/* Reads what the settings of pip say about running it; see modules.h. */
int find_settings (pyvenv_context *cx, struct index_settings *ret)
  PYVENV_CHECK;

#endif
