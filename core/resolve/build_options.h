/* build_options.h: where pip looks for what it takes to build. */
#ifndef PYVENV_BUILD_OPTIONS_H
#define PYVENV_BUILD_OPTIONS_H

#include "modules.h"

/* Adds the options that SOURCES are on pip's command line, and --no-cache-dir where
 * that is due.  Returns 0, or -1 after pyvenv_fail. */
int build_options_add (struct string_vector *arguments, pyvenv_context *cx,
                       const struct wheel_sources *sources) PYVENV_CHECK;

#endif
