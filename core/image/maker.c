/* maker.c: loads image.so when an image has to be made. */
#include <config.h>

#include "maker.h"
#include "modules.h"

#include <pthread.h>

/* It stays until the process ends, as libcrypto, which it brings, must. */
static pthread_mutex_t maker_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct image_module *maker_module;

const struct image_module *
maker_load (pyvenv_context *cx)
{
  pthread_mutex_lock (&maker_lock);
  if (maker_module == NULL)
    maker_module = modules_open (cx, "image.so", "pyvenv_image_module");
  const struct image_module *module = maker_module;
  pthread_mutex_unlock (&maker_lock);
  return module;
}
