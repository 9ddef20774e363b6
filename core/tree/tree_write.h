/* tree_write.h: changes below ENV_DIR.  Each RELPATH is one that tree_check_path
 * passed, or of the core's own. */
#ifndef PYVENV_TREE_WRITE_H
#define PYVENV_TREE_WRITE_H

#include "tree.h"

#include <pyvenv-plugin.h>
#include <sys/types.h>

/* The folder RELPATH with its parents; one that is there will do. */
int tree_make_dir (struct tree *tree, const char *relpath) PYVENV_CHECK;

/* A file with LENGTH bytes of DATA, in place of what was there, with MODE
 * whatever the umask; 0 means 0666 & ~umask. */
int tree_write_file (struct tree *tree, const char *relpath, const void *data,
                     size_t length, mode_t mode) PYVENV_CHECK;

/* Takes RELPATH away, whatever it is; fine where there is nothing. */
int tree_remove (struct tree *tree, const char *relpath) PYVENV_CHECK;

/* A symbolic link with the text TARGET, in place of what was there. */
int tree_symlink (struct tree *tree, const char *target, const char *relpath)
  PYVENV_CHECK;

/* A copy of the file SOURCE, which is absolute or relative to the folder of
 * RELPATH, with MODE whatever the umask; 0 means that of SOURCE. */
int tree_copy (struct tree *tree, const char *source, const char *relpath,
               mode_t mode) PYVENV_CHECK;

/* Whether ERR, the errno value of a failed tree_symlink, means that the file system
 * knows no links.  Any other is an error like that of a file. */
bool tree_has_no_links (int err);

/* One of the two, as the options ask; a copy, after a warning, where the file system
 * knows no links. */
int tree_link_or_copy (struct tree *tree, const char *source,
                       const char *relpath, mode_t mode) PYVENV_CHECK;

#endif
