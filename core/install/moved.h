/* moved.h: mends what names the folder in which an environment lay before. */
#ifndef PYVENV_MOVED_H
#define PYVENV_MOVED_H

#include <pyvenv-plugin.h>

/* What struct wheel_module (modules.h) offers as moved: the scripts of packages that
 * run the python of another environment, or one that is gone, run that of this one;
 * RECORD has their new hashes, and .pth files the new place.  0, or -1 after
 * pyvenv_fail. */
int moved_mend (pyvenv_context *cx);

#endif
