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

/* Records why ENV_DIR cannot be made, where ERROR, an errno value, came of
 * trying; returns -1. */
int target_explain (pyvenv_context *cx, int error);

/* Refuses, as PYVENV_ERROR_USAGE, a folder that is named twice, however it is
 * spelled.  The context is that of the builder. */
int target_check_many (pyvenv_context *cx, const char *const env_dirs[],
                       size_t count) PYVENV_CHECK;

/* How many entries the folder FD has, two at the most; -1 with errno. */
int target_count (int fd);

#endif
