/* tree_write.h: what the phases write beyond the plugin API. */
#ifndef PYVENV_TREE_WRITE_H
#define PYVENV_TREE_WRITE_H

#include <pyvenv-plugin.h>
#include <sys/types.h>

/* A symbolic link with the text TARGET, in place of what was there. */
int tree_symlink (pyvenv_context *cx, const char *target, const char *relpath)
  PYVENV_CHECK;

/* A copy of the file SOURCE, which is absolute or relative to the folder of
 * RELPATH, with MODE whatever the umask; 0 means that of SOURCE. */
int tree_copy (pyvenv_context *cx, const char *source, const char *relpath,
               mode_t mode) PYVENV_CHECK;

/* One of the two, as the options ask; a copy, after a warning, where no link can
 * be made. */
int tree_link_or_copy (pyvenv_context *cx, const char *source,
                       const char *relpath, mode_t mode) PYVENV_CHECK;

#endif
