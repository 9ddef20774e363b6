/* install.h: installs a wheel, and keeps the cache of images. */
#ifndef PYVENV_WHEEL_INSTALL_H
#define PYVENV_WHEEL_INSTALL_H

#include <pyvenv.h>
#include <stdbool.h>

/* What struct wheel_module (modules.h) offers. */
int wheel_install (pyvenv_context *cx, const char *path, unsigned flags,
                   bool by_old_pip);
int wheel_check (pyvenv_context *cx, const char *path, const char *hash);
int wheel_cache_info (pyvenv_context *cx, const char *cache_dir,
                      struct pyvenv_cache_info *ret);
int wheel_cache_clean (pyvenv_context *cx, const char *cache_dir);

#endif
