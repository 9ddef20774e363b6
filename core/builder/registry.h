/* registry.h: the plugins of one builder, in chain order. */
#ifndef PYVENV_REGISTRY_H
#define PYVENV_REGISTRY_H

#include "plugin_list.h"

/* Where plugins named without a slash are: PYVENV_PLUGIN_DIR (not in programs
 * that run with raised privileges), else the compiled-in folder. */
const char *registry_dir (void);

/* Whether PYVENV_PLUGIN_DIR and PYVENV_MODULE_DIR are folders that can be meant;
 * -1 after pyvenv_fail, which names the one that cannot. */
int registry_check_dirs (pyvenv_context *cx);

/* Opens the plugin NAME, which is a name or a path, checks it and calls its
 * load.  ORDER overrides the plugin's own where it is not 0.  A plugin that
 * skips itself is dropped.  Returns 0 or -1. */
int registry_add (struct plugin_list *list, pyvenv_context *cx,
                  const char *name, int order);

/* Opens the plugin NAME and checks it, but calls nothing of it; it stays in
 * LIST.  NULL after pyvenv_fail. */
const struct loaded *registry_inspect (struct plugin_list *list,
                                       pyvenv_context *cx, const char *name);

/* NULL if there is none of that name. */
struct loaded *registry_find (const struct plugin_list *list,
                              const char *name);

/* Unloads all, innermost first. */
void registry_release (struct plugin_list *list);

#endif
