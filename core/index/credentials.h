/* credentials.h: with which user and password a file is downloaded. */
#ifndef PYVENV_CREDENTIALS_H
#define PYVENV_CREDENTIALS_H

#include "sources.h"

/* The credentials for FILE, "user:password", or NULL: its own, or else those of
 * a page or an index on the same server, since pip sends the password of an index also
 * for the files of that index.  They live as long as the finder's arena. */
const char *credentials_for_file (const struct finder *finder,
                                  const struct project_file *file);

#endif
