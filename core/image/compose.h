/* compose.h: makes the manifest of an image. */
#ifndef PYVENV_COMPOSE_H
#define PYVENV_COMPOSE_H

#include "layout.h"
#include "text.h"

/* Adds the manifest of LAYOUT, whose files are all in the image under the
 * number of their place in LAYOUT->files, to OUT.  0, or -1 with the reason in
 * REPORT: out of memory. */
int compose_manifest (struct text *out, const struct layout *layout,
                      struct report *report);

#endif
