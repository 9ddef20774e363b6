/* context_changes.c: what plugins may change below ENV_DIR. */
#include <config.h>

#include "context.h"
#include "modules.h"
#include "tree_write.h"

struct tree *
context_tree (pyvenv_context *cx)
{
  return &cx->tree;
}

int
context_check_path (struct pyvenv_context *cx, const char **path)
{
  if (context_check_open (cx) < 0)
    return -1;
  return tree_check_path (&cx->tree, path);
}

int
pyvenv_make_dir (pyvenv_context *cx, const char *relpath)
{
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  return tree_make_dir (&cx->tree, relpath);
}

int
pyvenv_write_file (pyvenv_context *cx, const char *relpath, const void *data,
                   size_t length, unsigned mode)
{
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  if ((mode & ~0777u) != 0)
    return pyvenv_fail (cx, 0, "cannot create '%s' with mode %o: only the bits "
                        "0777 can be given", relpath, mode);
  return tree_write_file (&cx->tree, relpath, data, length, mode);
}

int
pyvenv_link_or_copy (pyvenv_context *cx, const char *src, const char *relpath)
{
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  cx->tree.has_foreign_links = true;
  return tree_link_or_copy (&cx->tree, src, relpath, 0);
}

int
pyvenv_remove (pyvenv_context *cx, const char *relpath)
{
  if (context_check_path (cx, &relpath) < 0)
    return -1;
  return tree_remove (&cx->tree, relpath);
}
