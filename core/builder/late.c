/* late.c: what is only loaded when it is used. */
#include <config.h>

#include "late.h"

#include "builder.h"
#include "cleanup.h"
#include "module.h"
#include "text.h"
#include "tree.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A module that was opened.  It stays until the process ends: libraries that
 * modules bring, libcurl above all, do not like to be unloaded. */
struct late_kept {
  struct module *module;
  struct late_kept *next;
};

static pthread_mutex_t late_lock = PTHREAD_MUTEX_INITIALIZER;
static struct late_kept *late_all;

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

/* Keeps MODULE reachable. */
static int
late_keep (pyvenv_context *cx, struct module *module)
{
  struct late_kept *kept = malloc (sizeof *kept);
  if (kept == NULL)
    {
      module_close (module);
      return pyvenv_fail (cx, 0, "out of memory");
    }
  pthread_mutex_lock (&late_lock);
  *kept = (struct late_kept) { module, late_all };
  late_all = kept;
  pthread_mutex_unlock (&late_lock);
  return 0;
}

const void *
late_open (pyvenv_context *cx, const char *file, const char *symbol)
{
  const char *path = pyvenv_format (cx, "%s/%s", late_dir (), file);
  if (path == NULL)
    return NULL;
  struct module *module = module_open (cx, path);
  if (module != NULL && late_keep (cx, module) < 0)
    return NULL;
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

/* The module in SLOT, opened by the first who asks; two at once may both open
 * it, which the loader counts. */
static const void *
late_get (pyvenv_context *cx, const void *_Atomic *slot, const char *file,
          const char *symbol)
{
  const void *module = atomic_load (slot);
  if (module == NULL)
    {
      module = late_open (cx, file, symbol);
      if (module != NULL)
        atomic_store (slot, module);
    }
  return module;
}

const struct wheel_module *
late_wheel (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return late_get (cx, &slot, "wheel.so", "pyvenv_wheel_module");
}

const struct fetch_module *
late_fetch (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return late_get (cx, &slot, "fetch.so", "pyvenv_fetch_module");
}

const struct index_module *
late_index (pyvenv_context *cx)
{
  static const void *_Atomic slot;
  return late_get (cx, &slot, "index.so", "pyvenv_index_module");
}

/* A bit that we do not know may ask for something that would not be done. */
static int
late_check_flags (pyvenv_context *cx, const char *function, unsigned flags,
                  unsigned known)
{
  if ((flags & ~known) == 0)
    return 0;
  return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "%s does not know the flags "
                         "0x%x", function, flags & ~known);
}

/* The size of struct pyvenv_search in API 0.2, which had it first. */
#define LATE_SEARCH_FIRST \
  (offsetof (struct pyvenv_search, find_links) + sizeof (const char *))

int
pyvenv_find_wheels (pyvenv_context *cx, const struct pyvenv_search *search,
                    pyvenv_found *on_found, void *data)
{
  struct pyvenv_search ours = { 0 };
  if (search->struct_size < LATE_SEARCH_FIRST)
    return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE, 0, "struct_size of struct "
                           "pyvenv_search is %u; it has to be the size of the "
                           "struct", (unsigned) search->struct_size);
  memcpy (&ours, search, search->struct_size < sizeof ours
          ? search->struct_size : sizeof ours);
  if (late_check_flags (cx, "pyvenv_find_wheels", ours.flags,
                        PYVENV_FROM_INDEX | PYVENV_FROM_FIND_LINKS
                        | PYVENV_PRERELEASES | PYVENV_KEEP_INSTALLED) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct index_module *module = late_index (cx);
  return module != NULL ? module->find (cx, &ours, on_found, data) : -1;
}

int
pyvenv_install_wheel (pyvenv_context *cx, const char *path, unsigned flags)
{
  if (late_check_flags (cx, "pyvenv_install_wheel", flags,
                        PYVENV_WHEEL_BY_NAME | PYVENV_WHEEL_KEEP_NEWER
                        | PYVENV_WHEEL_NO_DEPS) < 0
      || context_check_open (cx) < 0)
    return -1;
  const struct wheel_module *module = late_wheel (cx);
  return module != NULL ? module->install (cx, path, flags, false) : -1;
}

int
pyvenv_fetch (pyvenv_context *cx, const char *url, const char *relpath,
              const char *hash, uint64_t limit)
{
  if (tree_check_path (cx, &relpath) < 0)
    return -1;
  const struct fetch_module *module = late_fetch (cx);
  return module != NULL ? module->fetch (cx, url, relpath, hash, limit) : -1;
}
