/* tree_write.h: what the phases write beyond the plugin API. */
#ifndef PYVENV_TREE_WRITE_H
#define PYVENV_TREE_WRITE_H

#include <pyvenv-plugin.h>
#include <sys/types.h>

/* A symbolic link with the text TARGET, in place of what was there. */
int tree_symlink (pyvenv_context *cx, const char *target, const char *relpath)
  PYVENV_CHECK;

/* A copy of the file SOURCE, absolute, with MODE whatever the umask. */
int tree_copy (pyvenv_context *cx, const char *source, const char *relpath,
               mode_t mode) PYVENV_CHECK;

#endif
