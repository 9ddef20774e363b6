/* module.h: shared objects opened at run time. */
#ifndef PYVENV_MODULE_H
#define PYVENV_MODULE_H

#include <pyvenv-plugin.h>

struct module;

/* Opens the shared object at PATH, which is absolute, with all its symbols
 * bound.  NULL after pyvenv_fail with the loader's own words. */
struct module *module_open (pyvenv_context *cx, const char *path);

/* The address of a data symbol, or NULL. */
const void *module_symbol (struct module *module, const char *name);

/* NULL is fine. */
void module_close (struct module *module);

#endif
