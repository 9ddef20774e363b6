/* remove.h: deleting whole folders without leaving them. */
#ifndef PYVENV_REMOVE_H
#define PYVENV_REMOVE_H

/* Deletes NAME below the folder FD, whatever it is, with all in it.  Links are
 * not followed, what is mounted is not entered (EBUSY), and folders that their
 * owner cannot write are made writable.  Returns 0, also where there is nothing,
 * or -1 with errno; ENOTEMPTY where somebody else fills what is deleted. */
int remove_tree (int fd, const char *name);

/* Deletes all entries of the folder FD but KEEP (may be NULL); fails as
 * remove_tree does. */
int remove_entries (int fd, const char *keep);

#endif
