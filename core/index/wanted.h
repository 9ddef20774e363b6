/* wanted.h: gets the wheels of a lock or a requirements file. */
#ifndef PYVENV_WANTED_H
#define PYVENV_WANTED_H

#include "modules.h"

/* What struct index_module (modules.h) offers as obtain. */
int wanted_obtain (pyvenv_context *cx, const struct wanted_wheel *wheels,
                   size_t count, const struct wheel_sources *sources,
                   wheels_obtained *on_obtained, void *data) PYVENV_CHECK;

#endif
