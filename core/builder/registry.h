/* registry.h: the plugins of one builder, in chain order. */
#ifndef PYVENV_REGISTRY_H
#define PYVENV_REGISTRY_H

#include "plugin_list.h"

/* Where plugins named without a slash are: PYVENV_PLUGIN_DIR (not in programs
 * that run with raised privileges, nor where settings are locked), else the
 * compiled-in folder.  CX may be NULL. */
const char *registry_dir (const pyvenv_context *cx);

/* What the plugin that NAME names, a name or a path, calls itself: its instance,
 * "exec:corp".  In the arena of CX; NULL after pyvenv_fail. */
const char *registry_plugin_name (pyvenv_context *cx, const char *name);

/* Whether there is no file where the plugin NAME would be. */
bool registry_is_absent (pyvenv_context *cx, const char *name);

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
