/* folder.h: what is in a folder. */
#ifndef PYVENV_FOLDER_H
#define PYVENV_FOLDER_H

#include <dirent.h>

/* Opens NAME below the folder FD for reading its entries; "." reads FD itself,
 * from the start, and leaves its offset alone.  NULL with errno.  The caller
 * closes it (CLEAN_DIR in cleanup.h). */
DIR *folder_open (int fd, const char *name);

/* The next entry that is neither "." nor "..".  NULL at the end, with errno 0, or
 * where it cannot be read, with errno. */
struct dirent *folder_next (DIR *dir);

#endif
