/* remove.h: deleting whole folders without leaving them. */
#ifndef PYVENV_REMOVE_H
#define PYVENV_REMOVE_H

#include <stdbool.h>

/* Deletes NAME below the folder FD, whatever it is, with all in it.  Links are
 * not followed, what is mounted is not entered (EBUSY), and folders that their
 * owner cannot write are made writable.  Returns 0, also
 * where there is nothing, or -1 with errno. */
int remove_tree (int fd, const char *name);

/* Deletes all entries of the folder FD but KEEP (may be NULL). */
int remove_entries (int fd, const char *keep);

/* Whether something is mounted below the folder FD; -1 with errno where that
 * cannot be told. */
int remove_meets_mount (int fd);

#endif
