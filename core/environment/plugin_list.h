/* plugin_list.h: the plugins of one builder, in chain order. */
#ifndef PYVENV_PLUGIN_LIST_H
#define PYVENV_PLUGIN_LIST_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>

struct shared_object;           /* shared_object.h */

/* One plugin.  An environment only reads PLUGIN, SELF and INDEX. */
struct loaded {
  struct pyvenv_plugin plugin;  /* a copy; fields the file lacks are zero */
  void *self;                   /* plugin.state_size bytes, or NULL */
  size_t index;                 /* of its block in a context's locals */

  /* For the registry, which owns it. */
  struct shared_object *object;
  const char *path;             /* absolute */
  int order;                    /* PYVENV_ORDER_*, or what the user gave */
  bool started;                 /* load was called and returned 0 */
};

/* Owned by the registry of the builder. */
struct plugin_list {
  struct loaded **items;        /* outermost first */
  size_t count;
};

#endif
