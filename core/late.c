/* late.c: what is only loaded when it is used. */
#include <config.h>

#include "late.h"

#include "builder.h"
#include "cleanup.h"
#include "module.h"
#include "text.h"
#include "tree.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The modules stay until the process ends: libraries that they bring, libcurl
 * above all, do not like to be unloaded. */
static pthread_mutex_t late_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct wheel_module *late_wheel_module;
static const struct fetch_module *late_fetch_module;
static const struct index_module *late_index_module;

static const char *
late_dir (void)
{
  const char *dir = secure_getenv ("PYVENV_MODULE_DIR");
  return dir != NULL && *dir == '/' ? dir : MODULE_DIR;
}

/* All modules begin with their version. */
struct late_head {
  const char *version;
};

const void *
late_open (pyvenv_context *cx, const char *file, const char *symbol)
{
  const char *path = pyvenv_format (cx, "%s/%s", late_dir (), file);
  if (path == NULL)
    return NULL;
  struct module *module = module_open (cx, path);
  const struct late_head *head = module != NULL
                                 ? module_symbol (module, symbol) : NULL;
  if (head == NULL)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: cannot load "
                   "'%s'", path);
      return NULL;
    }
  if (strcmp (head->version, PACKAGE_VERSION) != 0)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: '%s' is of "
                   "version %s, the library of %s", path, head->version,
                   PACKAGE_VERSION);
      return NULL;
    }
  return head;
}

const struct wheel_module *
late_wheel (pyvenv_context *cx)
{
  pthread_mutex_lock (&late_lock);
  if (late_wheel_module == NULL)
    late_wheel_module = late_open (cx, "wheel.so", "pyvenv_wheel_module");
  const struct wheel_module *module = late_wheel_module;
  pthread_mutex_unlock (&late_lock);
  return module;
}

const struct fetch_module *
late_fetch (pyvenv_context *cx)
{
  pthread_mutex_lock (&late_lock);
  if (late_fetch_module == NULL)
    late_fetch_module = late_open (cx, "fetch.so", "pyvenv_fetch_module");
  const struct fetch_module *module = late_fetch_module;
  pthread_mutex_unlock (&late_lock);
  return module;
}

const struct index_module *
late_index (pyvenv_context *cx)
{
  pthread_mutex_lock (&late_lock);
  if (late_index_module == NULL)
    late_index_module = late_open (cx, "index.so", "pyvenv_index_module");
  const struct index_module *module = late_index_module;
  pthread_mutex_unlock (&late_lock);
  return module;
}

int
pyvenv_find_wheels (pyvenv_context *cx, const struct pyvenv_search *search,
                    pyvenv_found *on_found, void *data)
{
  const struct index_module *module = late_index (cx);
  return module != NULL ? module->find (cx, search, on_found, data) : -1;
}

int
pyvenv_install_wheel (pyvenv_context *cx, const char *path, unsigned flags)
{
  const struct wheel_module *module = late_wheel (cx);
  return module != NULL ? module->install (cx, path, flags) : -1;
}

int
pyvenv_fetch (pyvenv_context *cx, const char *url, const char *relpath,
              uint64_t limit)
{
  if (tree_check_path (cx, relpath) < 0)
    return -1;
  const struct fetch_module *module = late_fetch (cx);
  return module != NULL ? module->fetch (cx, url, relpath, limit) : -1;
}
