/* wheel_name.h: what the name of a wheel says (PEP 427, PEP 425, PEP 503). */
#ifndef PYVENV_WHEEL_NAME_H
#define PYVENV_WHEEL_NAME_H

#include "arena.h"

#include <stdbool.h>

struct wheel_name {
  const char *project;          /* normalised */
  const char *version;
  const char *python, *abi, *platform; /* tags, separated by dots */
};

/* False where NAME is not that of a wheel, or memory is out. */
bool wheel_name_parse (struct arena *arena, const char *name,
                       struct wheel_name *ret);

/* Python 3.MINOR can use it, and so can any other Python of this version: it has
 * nothing compiled. */
bool wheel_name_fits (const struct wheel_name *name, int minor);

/* LENGTH bytes in lower case, runs of "-_." as one dash.  NULL with errno. */
const char *wheel_name_normal (struct arena *arena, const char *bytes,
                               size_t length);

#endif
