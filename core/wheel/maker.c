/* maker.c: loads image.so when an image has to be made. */
#include <config.h>

#include "maker.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* It stays until the process ends, as libcrypto, which it brings, must. */
static pthread_mutex_t maker_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct image_module *maker_module;

static const struct image_module *
maker_open (pyvenv_context *cx)
{
  const char *dir = secure_getenv ("PYVENV_MODULE_DIR");
  const char *path = pyvenv_format (cx, "%s/image.so",
                                    dir != NULL && dir[0] == '/' ? dir
                                    : MODULE_DIR);
  if (path == NULL)
    return NULL;
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  const struct image_module *module
    = handle == NULL ? NULL : dlsym (handle, "pyvenv_image_module");
  if (module == NULL)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: %s",
                   dlerror ());
      return NULL;
    }
  if (strcmp (module->version, PACKAGE_VERSION) != 0)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: '%s' is of "
                   "version %s, the library of %s", path, module->version,
                   PACKAGE_VERSION);
      return NULL;
    }
  return module;
}

const struct image_module *
maker_load (pyvenv_context *cx)
{
  pthread_mutex_lock (&maker_lock);
  if (maker_module == NULL)
    maker_module = maker_open (cx);
  const struct image_module *module = maker_module;
  pthread_mutex_unlock (&maker_lock);
  return module;
}
