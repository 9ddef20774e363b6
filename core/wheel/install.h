/* install.h: installs a wheel, and keeps the cache of images. */
#ifndef PYVENV_WHEEL_INSTALL_H
#define PYVENV_WHEEL_INSTALL_H

#include <pyvenv-plugin.h>

/* What struct wheel_module (late.h) offers. */
int wheel_install (pyvenv_context *cx, const char *path, unsigned flags);
int wheel_cache_info (pyvenv_context *cx, const char *cache_dir);
int wheel_cache_clean (pyvenv_context *cx, const char *cache_dir);

#endif
