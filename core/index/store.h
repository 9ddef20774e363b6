/* store.h: folders of the user's cache, for pages of indexes and for wheels.
 *
 * Files get their names when they are complete, and may be deleted at any
 * time. */
#ifndef PYVENV_STORE_H
#define PYVENV_STORE_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Opens the folder NAME of the cache; MAKE creates it.  Returns -1 where there
 * is no cache, or where others can write to it. */
int store_open (pyvenv_context *cx, const char *name, bool make);

/* Opens a file without a name in the folder FD.  -1 with errno. */
int store_begin (int fd);

/* Gives the file FILE the name NAME in the folder FD, unless that name is
 * taken. False with errno. */
bool store_end (int fd, int file, const char *name);

#endif
