/* packages.h: what each environment is to have besides pip. */
#ifndef PYVENV_PACKAGES_H
#define PYVENV_PACKAGES_H

#include <pyvenv-plugin.h>
#include <stddef.h>

/* Wheel files, in the order in which they are installed. */
struct wheels {
  const char **pure;            /* absolute paths, of the context */
  size_t pure_count;
  const char **compiled;        /* which only pip can install */
  size_t compiled_count;
};

/* Finds the wheels that PATHS names, files and folders joined by ":"; those of a
 * folder in the order of their names.  RET is to be freed in any case. */
int wheels_find (pyvenv_context *cx, const char *paths,
                 struct wheels *ret) PYVENV_CHECK;
void wheels_free (struct wheels *wheels);

/* Installs them, the compiled ones last and at once. */
int wheels_install (pyvenv_context *cx,
                    const struct wheels *wheels) PYVENV_CHECK;

/* Copies what is in FOLDER into the environment.  What is in its folder
 * site-packages comes to where the environment's python looks for packages. */
int files_copy (pyvenv_context *cx, const char *folder) PYVENV_CHECK;

#endif
