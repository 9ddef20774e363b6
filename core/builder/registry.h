/* registry.h: the plugins of one builder, in chain order. */
#ifndef PYVENV_REGISTRY_H
#define PYVENV_REGISTRY_H

#include "module.h"

#include <pyvenv.h>
#include <stdbool.h>

struct loaded {
  struct pyvenv_plugin plugin;  /* adopted: later fields are zero */
  struct module *module;
  const char *path;
  bool started;                 /* load was called and answered 0 */
  void *self;                   /* plugin.state_size bytes, or NULL */
  int order;
  size_t index;                 /* of its block in a context's locals */
};

struct registry {
  struct loaded **plugins;      /* outermost first */
  size_t count;
};

/* Where plugins named without a slash are: PYVENV_PLUGIN_DIR (not in programs
 * that run with raised privileges), else the compiled-in folder. */
const char *registry_dir (void);

/* Whether PYVENV_PLUGIN_DIR and PYVENV_MODULE_DIR are folders that can be meant;
 * -1 after pyvenv_fail, which names the one that cannot. */
int registry_check_dirs (pyvenv_context *cx);

/* Opens the plugin NAME, which is a name or a path, checks it and calls its
 * load.  ORDER overrides the plugin's own where it is not 0.  A plugin that
 * skips itself is dropped.  Returns 0 or -1. */
int registry_add (struct registry *registry, pyvenv_context *cx,
                  const char *name, int order);

/* Opens the plugin NAME and checks it, but calls nothing of it; it stays in
 * REGISTRY.  NULL after pyvenv_fail. */
const struct loaded *registry_inspect (struct registry *registry,
                                       pyvenv_context *cx, const char *name);

/* NULL if there is none of that name. */
struct loaded *registry_find (const struct registry *registry,
                              const char *name);

/* Unloads all, innermost first. */
void registry_release (struct registry *registry);

#endif
