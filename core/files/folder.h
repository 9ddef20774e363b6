/* folder.h: what is in a folder. */
#ifndef PYVENV_FOLDER_H
#define PYVENV_FOLDER_H

#include <dirent.h>
#include <stdbool.h>

/* Opens NAME below the folder FD for reading its entries; "." reads FD itself,
 * from the start, and leaves its offset alone.  NULL with errno.  The caller
 * closes it (CLEAN_DIR in cleanup.h). */
DIR *folder_open (int fd, const char *name);

/* The next entry that is neither "." nor "..".  NULL at the end, with errno 0, or
 * where it cannot be read, with errno. */
struct dirent *folder_next (DIR *dir);

/* Whether something else is mounted on the folder CHILD of the folder PARENT. */
bool folder_is_mount (int parent, int child);

/* Looks into all folders below the folder FD, however deep they are.  -1 with the
 * errno of the first one where that fails; EBUSY if something is mounted there. */
int folder_look_below (int fd);

#endif
