/* trust.h: whose files may be trusted.
 *
 * What a run believes without checking it (settings, plugins, the cache, records
 * of interpreters) has to belong to the user who runs or to root, and nobody else
 * may write it or a folder above it.  A group counts as nobody else if it is
 * root's own, or the user's own as `useradd --user-group` makes it. */
#ifndef PYVENV_TRUST_H
#define PYVENV_TRUST_H

#include "text.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Whether the file or folder ST belongs to this user or root. */
bool trust_owner (const struct stat *st);

/* Whether only its owner, and root, can write the file or folder ST. */
bool trust_writers (const struct stat *st);

/* Both. */
bool trust_is_safe (const struct stat *st);

/* Whether the file or folder ST belongs to this user, and no group may write it
 * either: so is all that we make in the cache. */
bool trust_is_private (const struct stat *st);

/* Whether all folders above PATH, an absolute path, as far as they exist, can be
 * trusted; links are followed to the folders that they lead to.  Others may write
 * to a folder with the sticky bit, as /tmp is: they cannot replace there what is
 * not theirs.  False with the reason added to WHY, which may be NULL. */
bool trust_folders (const char *path, struct text *why);

/* Whether what is open as FD, whose absolute path is PATH, and all folders above it
 * can be trusted.  False with the reason added to WHY, which may be NULL. */
bool trust_file (int fd, const char *path, struct text *why);

#endif
