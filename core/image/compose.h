/* compose.h: makes the plan of an image. */
#ifndef PYVENV_WHEEL_COMPOSE_H
#define PYVENV_WHEEL_COMPOSE_H

#include "archive.h"

/* Adds the plan of ARCHIVE, whose files are all in the image under the number
 * of their place in ARCHIVE->files, to OUT.  -1 on out of memory. */
int plan_compose (struct text *out, const struct archive *archive,
                  struct report *report);

#endif
