/* tree.h: the environment's directory while it is built.
 *
 * Every change below ENV_DIR goes through here, relative to one directory
 * descriptor.  A journal in ENV_DIR, .pyvenv-unfinished, lets a failed, an
 * interrupted and even a killed run be undone: by the same process, or by the
 * next one that opens the directory.  The directory itself is locked. */
#ifndef PYVENV_TREE_H
#define PYVENV_TREE_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <sys/types.h>

/* Names of ours inside ENV_DIR; both are gone when a run has ended. */
#define TREE_JOURNAL ".pyvenv-unfinished"
#define TREE_SAVED   ".pyvenv-saved"

/* The descriptor of ENV_DIR.  Modules that link hundreds of files use it
 * directly, after tree_will_create for each top of what they create. */
int tree_fd (const pyvenv_context *cx);

/* 0777 & ~umask, as observed on a file of ENV_DIR; mask with 0666 for files. */
mode_t tree_mode (const pyvenv_context *cx);

/* True where ENV_DIR was new or empty, so that nothing can be in the way and
 * giving up means deleting everything. */
bool tree_is_new (const pyvenv_context *cx);

/* Tells that RELPATH, which does not exist, is about to be created (a file, or
 * a directory with all in it), so that it can be undone. */
int tree_will_create (pyvenv_context *cx, const char *relpath) PYVENV_CHECK;

/* Moves RELPATH out of the way until the run has ended, and tells that it may
 * be created anew.  Nothing is moved where there is nothing. */
int tree_set_aside (pyvenv_context *cx, const char *relpath) PYVENV_CHECK;

#endif
