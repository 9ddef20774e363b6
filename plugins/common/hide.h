/* hide.h: keeps the system's packages out of sight while pip goes in.
 *
 * pip does not install what it can import, so an environment that is to see the
 * system's packages gets to see them afterwards. */
#ifndef PYVENV_HIDE_H
#define PYVENV_HIDE_H

#include <pyvenv-plugin.h>

/* Does the work, with the system's packages hidden. */
typedef int hide_work (void *self, pyvenv_context *cx);

/* Returns what WORK returned, or -1 where pyvenv.cfg cannot be changed. */
int hide_system_site (void *self, pyvenv_context *cx,
                      hide_work *work) PYVENV_CHECK;

#endif
