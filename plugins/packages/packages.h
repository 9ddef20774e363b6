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

/* Copies FILE, an absolute path, to NAME in ENV_DIR. */
int files_copy_as (pyvenv_context *cx, const char *file,
                   const char *name) PYVENV_CHECK;

/* Puts FOLDERS, absolute paths that end with NULL, on the environment's sys.path. */
int site_write_pth (pyvenv_context *cx, const char *const *folders) PYVENV_CHECK;

/* Runs COMMANDS, which end with NULL, one after the other by the shell, in ENV_DIR. */
int site_run_all (pyvenv_context *cx, const char *const *commands) PYVENV_CHECK;

#endif
