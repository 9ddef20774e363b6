/* target.h: may ENV_DIR be used? */
#ifndef PYVENV_TARGET_H
#define PYVENV_TARGET_H

#include "tree.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Looks at ENV_DIR by its path, before anything is changed or locked.  Refuses,
 * as PYVENV_ERROR_TARGET, what tree_begin would refuse. */
int target_check (struct tree *tree) PYVENV_CHECK;

/* The same for the opened folder FD.  *IS_EMPTY tells whether nothing is in it;
 * the tree's was_env, whether it holds an environment. */
int target_check_open (struct tree *tree, int fd, bool *is_empty)
  PYVENV_CHECK;

/* Refuses, as PYVENV_ERROR_TARGET, to let root work in a folder DIR in which
 * another user may write, unless PYVENV_FORCE is given. */
struct stat;
int target_check_owner (struct tree *tree, const struct stat *dir) PYVENV_CHECK;

/* Whether nothing is in the folder FD, which was just opened. */
bool target_is_unused (int fd);

/* Records why ENV_DIR cannot be made, where ERROR, an errno value, came of
 * trying; returns -1. */
int target_explain (struct tree *tree, int error);

/* Refuses, as PYVENV_ERROR_USAGE, a folder that is named twice, however it is
 * spelled. */
int target_check_many (struct report *report, const char *const env_dirs[],
                       size_t count) PYVENV_CHECK;

/* How many entries the folder FD has, two at the most; -1 with errno. */
int target_count (int fd);

#endif
