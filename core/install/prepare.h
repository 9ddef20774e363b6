/* prepare.h: makes images of wheels that are still on their way. */
#ifndef PYVENV_PREPARE_H
#define PYVENV_PREPARE_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* What struct wheel_module (modules.h) offers as prepare, prepare_add and
 * prepare_end. */
struct prepared_wheels *prepare_begin (pyvenv_context *cx,
                                       const char *const *file_names,
                                       size_t count);
void prepare_add (struct prepared_wheels *wheels, size_t number,
                  const char *path, int fd, const char *sha256);
void prepare_end (struct prepared_wheels *wheels, bool wanted);

#endif
