/* user_folder.h: where the user keeps things (XDG Base Directory Specification). */
#ifndef PYVENV_USER_FOLDER_H
#define PYVENV_USER_FOLDER_H

#include "text.h"

/* HOME, or NULL where it is not an absolute path. */
const char *user_folder_home (void);

/* Adds the folder that VARIABLE names, as "XDG_CACHE_HOME", if that is an absolute
 * path; else FOLDER, as ".cache", of the home.  False, and adds nothing, where there
 * is neither. */
bool user_folder_add (struct text *text, const char *variable,
                      const char *folder);

#endif
