/* netrc.h: the file in which the user keeps passwords by host, as pip reads
 * it. */
#ifndef PYVENV_NETRC_H
#define PYVENV_NETRC_H

#include "arena.h"

#include <pyvenv-plugin.h>
#include <stdbool.h>

/* The file that pip uses: the one that NETRC names; without that variable
 * ~/.netrc or else ~/_netrc. */
struct netrc {
  const char *path;             /* NULL: there is none that can be used */
  const char *bytes;            /* NUL-terminated */
};

/* Finds and reads the file; all strings live in ARENA.  As with pip, a file
 * that cannot be opened, or has a mistake somewhere, counts as none; the latter
 * is said with pyvenv_debug.  Returns 0, or -1 after pyvenv_fail. */
int netrc_read (pyvenv_context *cx, struct arena *arena, struct netrc *ret)
  PYVENV_CHECK;

/* Looks up HOST, in lower case and without a port.  *CREDENTIALS is
 * "user:password" in ARENA, or NULL where the file has none for it.  Returns 0,
 * or the number of a line that cannot be read: then the file counts for no
 * host, as with pip.  On out of memory it has nothing for HOST. */
unsigned netrc_find (const struct netrc *netrc, struct arena *arena,
                     const char *host, const char **credentials);

#endif
