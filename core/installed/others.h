/* others.h: takes out of an environment what nobody asks for. */
#ifndef PYVENV_OTHERS_H
#define PYVENV_OTHERS_H

#include <pyvenv-plugin.h>

/* What struct wheel_module (modules.h) offers as remove_others, and what
 * pyvenv_remove_others promises. */
int others_remove (pyvenv_context *cx, const char *const *keep, unsigned flags)
  PYVENV_CHECK;

/* What struct wheel_module offers as remove_projects, and what pyvenv_remove_projects
 * promises. */
int others_remove_named (pyvenv_context *cx,
                         const char *const *projects) PYVENV_CHECK;

#endif
