/* modules.c: opens our own modules, and keeps them open.
 *
 * What is here lasts as long as the process and not as long as a builder, since
 * the dynamic linker has each module once: libraries that modules bring, libcurl
 * above all, must not be unloaded and loaded again. */
#include <config.h>

#include "modules.h"

#include "cleanup.h"
#include "context.h"
#include "shared_object.h"
#include "system.h"
#include "text.h"
#include "trust.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A module that is open. */
struct module {
  struct shared_object *object;
  struct module *next;
};

static pthread_mutex_t modules_guard = PTHREAD_MUTEX_INITIALIZER;
static struct module *modules_all;

static const char *
modules_folder (const pyvenv_context *cx)
{
  const char *dir = cx->setup->ignores_folders ? NULL
                    : secure_getenv ("PYVENV_MODULE_DIR");
  return dir != NULL && *dir == '/' ? dir : MODULE_DIR;
}

/* All modules begin with their version. */
struct module_head {
  const char *version;
};

/* Takes OBJECT over, so that leak checkers find it. */
static int
modules_keep (pyvenv_context *cx, struct shared_object *object)
{
  struct module *module = malloc (sizeof *module);
  if (module == NULL)
    {
      shared_object_close (object);
      return pyvenv_fail (cx, 0, "out of memory");
    }
  pthread_mutex_lock (&modules_guard);
  *module = (struct module) { object, modules_all };
  modules_all = module;
  pthread_mutex_unlock (&modules_guard);
  return 0;
}

/* Fails where somebody else could change the module at PATH.  The folder that was
 * installed with the program is as good as the program. */
static int
modules_check_trust (pyvenv_context *cx, const char *path)
{
  CLEAN_TEXT struct text why = TEXT_EMPTY;
  if (string_starts_with (path, MODULE_DIR "/"))
    return 0;
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return fd < 0 || trust_file (fd, path, &why) ? 0
         : pyvenv_fail (cx, 0, "the module '%s' cannot be trusted: %s", path,
                        text_string (&why));
}

static const void *
modules_open (pyvenv_context *cx, const char *file, const char *symbol)
{
  const char *path = pyvenv_format (cx, "%s/%s", modules_folder (cx), file);
  if (path == NULL || modules_check_trust (cx, path) < 0)
    return NULL;
  struct shared_object *object = shared_object_open (&cx->report, path);
  if (object != NULL && modules_keep (cx, object) < 0)
    return NULL;
  const struct module_head *head
    = object != NULL ? shared_object_symbol (object, symbol) : NULL;
  if (head == NULL)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: cannot load "
                   "'%s'", path);
      return NULL;
    }
  if (strcmp (head->version, PACKAGE_VERSION) != 0)
    {
      pyvenv_fail (cx, 0, "pyvenv is not installed completely: '%s' has "
                   "version %s, the library %s", path, head->version,
                   PACKAGE_VERSION);
      return NULL;
    }
  return head;
}

/* The module in SLOT, opened by the first caller.  Two threads at once may both
 * open it; the dynamic linker counts that. */
static const void *
modules_get (pyvenv_context *cx, const void *_Atomic *slot, const char *file,
             const char *symbol)
{
  const void *module = atomic_load (slot);
  if (module == NULL)
    {
      module = modules_open (cx, file, symbol);
      if (module != NULL)
        atomic_store (slot, module);
    }
  return module;
}

const struct wheel_module *
modules_wheel (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "wheel.so", "pyvenv_wheel_module");
}

const struct image_module *
modules_image (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "image.so", "pyvenv_image_module");
}

const struct fetch_module *
modules_fetch (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "fetch.so", "pyvenv_fetch_module");
}

const struct lock_module *
modules_lock (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "lock.so", "pyvenv_lock_module");
}

const struct resolve_module *
modules_resolve (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "resolve.so", "pyvenv_resolve_module");
}

const struct index_module *
modules_index (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return modules_get (cx, &slot, "index.so", "pyvenv_index_module");
}
