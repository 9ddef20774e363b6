/* cache_folder.h: the folders of the user's cache.
 *
 * Only what nobody else can have written is used; everything is put in place
 * whole, and can be deleted at any time. */
#ifndef PYVENV_CACHE_FOLDER_H
#define PYVENV_CACHE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* Opens the folder NAME of the cache DIR, an absolute path.  With MAKE, both are
 * made with what is missing above them (for the user only, as the XDG base
 * directory specification asks), and marked as a cache; but a HOME that does not
 * exist is not made.  -1 with errno: EPERM where DIR or NAME is another user's or
 * others can write to it, or a folder above cannot be trusted (trust.h): root with
 * the HOME of another user must leave nothing there. */
int cache_folder_open (const char *dir, const char *name, bool make);

/* Opens the folder NAME of the seed DIR, a cache that is only read: of this user or
 * root, and that nobody else can write.  -1 with errno, EPERM where it is not so. */
int cache_folder_open_seed (const char *dir, const char *name);

/* Whether the folder FD of the cache is one that cache_folder_open made: private to
 * this user, and marked with our tag. */
bool cache_folder_is_ours (int fd);

/* The name of a file about KEY.  Keys can collide, so KEY has to stand in the
 * file too. */
void cache_folder_name (const char *key, char name[17]);

/* What names of things that are being made begin with. */
#define CACHE_FOLDER_TEMPORARY "tmp-"

/* Deletes what killed processes left unfinished in the folder FD an hour ago or
 * longer. */
void cache_folder_sweep (int fd);

/* Marks the file or folder FD, whose status is ST, as used now, by its time, unless
 * that was done within the hour.  Where it cannot, nothing happens. */
void cache_folder_use (int fd, const struct stat *st);

/* Writes the file NAME of the folder FD beside and renames it, so that no reader
 * ever sees half of it; sweeps the folder.  -1 with errno. */
int cache_folder_put (int fd, const char *name, const void *bytes,
                      size_t length);

#endif
