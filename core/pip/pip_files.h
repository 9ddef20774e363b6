/* pip_files.h: where pip's configuration files are. */
#ifndef PYVENV_PIP_FILES_H
#define PYVENV_PIP_FILES_H

#include "arena.h"

/* The paths at which pip looks for configuration files, weakest first, as a
 * list that ends with NULL; they need not exist.  ENV_DIR is that of the
 * environment, absolute, or NULL.  List and paths live in ARENA.  NULL on out
 * of memory. */
const char *const *pip_files (struct arena *arena, const char *env_dir);

/* The value of the environment variable NAME; NULL where it is empty or not
 * set, and in a program with more rights than its user (secure_getenv). */
const char *pip_files_variable (const char *name);

#endif
