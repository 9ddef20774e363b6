/* kept_wheel.h: downloaded wheels in the user's cache.
 *
 * They lie at CACHE_DIR/downloads/ALGORITHM-HASH/NAME, each once its hash was
 * checked. */
#ifndef PYVENV_KEPT_WHEEL_H
#define PYVENV_KEPT_WHEEL_H

#include "fetch.h"

/* The folder of the cache; store_open opens it. */
#define KEPT_WHEELS "downloads"

/* The folder in it for a wheel with HASH, "sha256=HEX" or the like. */
enum { KEPT_WHEEL_FOLDER = 160 };
void kept_wheel_folder (char folder[KEPT_WHEEL_FOLDER], const char *hash);

/* The path of the wheel NAME in FOLDER, in ARENA; NULL with errno. */
const char *kept_wheel_path (pyvenv_context *cx, struct arena *arena,
                             const char *folder, const char *name);

/* Returns 1 if FILE, whose hash is known, is in a seed or the folder STORE (-1: there
 * is none), at *PATH; 0 if not; -1 after pyvenv_fail.  What another member of a group
 * has shared is copied to STORE first.  A wheel there that does not have its hash, as
 * after a crash of the machine, is deleted. */
int kept_wheel_find (pyvenv_context *cx, struct arena *arena, int store,
                     const struct project_file *file, const char **path);

/* Gives what is open as FD the name NAME in FOLDER.  False with errno. */
bool kept_wheel_put (pyvenv_context *cx, int store, const char *folder, int fd,
                     const char *name);

/* Gives the other members of a group, if the cache is that of one, a copy of the
 * wheel that is open as FD, which FOLDER was named for. */
void kept_wheel_share (pyvenv_context *cx, const char *folder, int fd);

#endif
