/* target.h: may ENV_DIR be used? */
#ifndef PYVENV_TARGET_H
#define PYVENV_TARGET_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Looks at ENV_DIR by its path, before anything is changed or locked.  Refuses,
 * as PYVENV_ERROR_TARGET, what tree_begin would refuse. */
int target_check (pyvenv_context *cx) PYVENV_CHECK;

/* The same for the opened folder FD.  *IS_EMPTY tells whether nothing is in it;
 * the context's was_env, whether it holds an environment. */
int target_check_open (pyvenv_context *cx, int fd, bool *is_empty)
  PYVENV_CHECK;

/* How many entries the folder FD has, two at the most; -1 with errno. */
int target_count (int fd);

#endif
