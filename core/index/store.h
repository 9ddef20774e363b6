/* store.h: folders of the user's cache: pages of indexes, and wheels.
 *
 * Everything is put in place whole, and can be deleted at any time. */
#ifndef PYVENV_STORE_H
#define PYVENV_STORE_H

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* Opens the folder NAME of the cache; with MAKE it is created.  -1 where there
 * is no cache, or none that only this user can write to. */
int store_open (pyvenv_context *cx, const char *name, bool make);

/* A file without a name in the folder FD, or -1: then what was to be kept is
 * not. */
int store_begin (int fd);

/* Gives the file FILE the name NAME in the folder FD, unless there is one.
 * False with errno. */
bool store_end (int fd, int file, const char *name);

#endif
