/* unchanged.h: what an environment has already of what is asked for. */
#ifndef PYVENV_UNCHANGED_H
#define PYVENV_UNCHANGED_H

#include "modules.h"

/* What struct wheel_module (modules.h) offers as unchanged: reads one folder, and
 * of each of the COUNT WHEELS that is there no more than direct_url.json. */
int unchanged_find (pyvenv_context *cx, struct arena *arena,
                    const struct asked_wheel *wheels, size_t count,
                    bool *stays) PYVENV_CHECK;

#endif
