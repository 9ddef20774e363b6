/* wheel_hash.h: whether a wheel that was kept is still what it was. */
#ifndef PYVENV_WHEEL_HASH_H
#define PYVENV_WHEEL_HASH_H

#include <pyvenv-plugin.h>

/* Whether the wheel at PATH has the HASH, "sha256=HEX" (or 384, 512): what
 * struct wheel_module (modules.h) offers as check. */
int wheel_hash_check (pyvenv_context *cx, const char *path, const char *hash);

#endif
