/* shared_object.h: shared objects opened at run time. */
#ifndef PYVENV_SHARED_OBJECT_H
#define PYVENV_SHARED_OBJECT_H

#include "report.h"

#include <pyvenv-plugin.h>

struct shared_object;

/* Opens the shared object at PATH, which is absolute, with all its symbols
 * bound.  shared_object_close releases it.  NULL after report_fail with the
 * message of the dynamic linker. */
struct shared_object *shared_object_open (struct report *report,
                                          const char *path);

/* The address of the data symbol NAME, or NULL. */
const void *shared_object_symbol (struct shared_object *object,
                                  const char *name);

/* NULL is fine. */
void shared_object_close (struct shared_object *object);

#endif
