/* shared_object.c: shared objects opened at run time; the only file that knows
 * libltdl. */
#include <config.h>

#include "shared_object.h"

#include "object_file.h"

#include <dlfcn.h>
#include <ltdl.h>
#include <pthread.h>
#include <stdlib.h>

struct shared_object {
  lt_dlhandle handle;
};

/* The sanitizers' reports name functions of a plugin only while it is mapped. */
#ifdef WITH_SANITIZERS
#define PROBE_FLAGS (RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)
#else
#define PROBE_FLAGS (RTLD_NOW | RTLD_LOCAL)
#endif

/* libltdl keeps its state in globals and is not thread-safe. */
static pthread_mutex_t shared_object_lock = PTHREAD_MUTEX_INITIALIZER;

/* Opens PATH through libltdl.  The caller holds the lock. */
static lt_dlhandle
shared_object_open_locked (const char *path)
{
  lt_dlhandle handle = NULL;
  lt_dladvise advise;
  if (lt_dladvise_init (&advise) != 0)
    return NULL;

  /* Plugins must not see each other's symbols. */
  if (lt_dladvise_local (&advise) == 0)
    handle = lt_dlopenadvise (path, advise);
  lt_dladvise_destroy (&advise);
  return handle;
}

/* Opens PATH, which dlopen has open, with libltdl; NULL after report_fail. */
static lt_dlhandle
shared_object_open_again (struct report *report, const char *path)
{
  if (lt_dlinit () != 0)
    {
      report_fail (report, 0, "cannot start libltdl");
      return NULL;
    }
  lt_dlhandle handle = shared_object_open_locked (path);
  if (handle != NULL)
    return handle;
  const char *why = lt_dlerror ();
  report_fail (report, 0, "%s: %s", path, why != NULL ? why : "refused");
  lt_dlexit ();
  return NULL;
}

/* libltdl binds lazily, so that a missing function would end the process in the
 * middle of a phase, and it reports every failure as "file not found".  Opening
 * the object with dlopen first closes both holes; the second, real opening then
 * only counts a reference. */
struct shared_object *
shared_object_open (struct report *report, const char *path)
{
  if (object_file_check (report, path) < 0)
    return NULL;
  struct shared_object *object = calloc (1, sizeof *object);
  if (object == NULL)
    {
      report_fail (report, 0, "out of memory");
      return NULL;
    }

  pthread_mutex_lock (&shared_object_lock);
  void *probe = dlopen (path, PROBE_FLAGS);
  if (probe == NULL)
    {
      const char *why = dlerror ();
      report_fail (report, 0, "%s", why != NULL ? why : path);
    }
  else
    {
      object->handle = shared_object_open_again (report, path);
      dlclose (probe);
    }
  pthread_mutex_unlock (&shared_object_lock);
  if (object->handle != NULL)
    return object;
  free (object);
  return NULL;
}

const void *
shared_object_symbol (struct shared_object *object, const char *name)
{
  pthread_mutex_lock (&shared_object_lock);
  const void *symbol = lt_dlsym (object->handle, name);
  pthread_mutex_unlock (&shared_object_lock);
  return symbol;
}

void
shared_object_close (struct shared_object *object)
{
  if (object == NULL)
    return;
  pthread_mutex_lock (&shared_object_lock);
  lt_dlclose (object->handle);
  lt_dlexit ();
  pthread_mutex_unlock (&shared_object_lock);
  free (object);
}
