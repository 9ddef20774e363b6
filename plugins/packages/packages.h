/* packages.h: what each environment is to have besides pip. */
#ifndef PYVENV_PACKAGES_H
#define PYVENV_PACKAGES_H

#include <pyvenv-plugin.h>
#include <stddef.h>

/* Installs the wheels that PATHS names, files and folders joined by ":".  Of a
 * folder, it is the newest wheel of each project that fits this Python. */
int wheels_install (pyvenv_context *cx, const char *paths) PYVENV_CHECK;

/* Copies what is in FOLDER into the environment.  What is in its folder
 * site-packages comes to where the environment's python looks for packages. */
int files_copy (pyvenv_context *cx, const char *folder) PYVENV_CHECK;

/* The same for NAME in FOLDER only, if it is there. */
int files_copy_one (pyvenv_context *cx, const char *folder,
                    const char *name) PYVENV_CHECK;

#endif
