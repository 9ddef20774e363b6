/* download.h: a download to a file of the environment. */
#ifndef PYVENV_DOWNLOAD_H
#define PYVENV_DOWNLOAD_H

#include <pyvenv-plugin.h>

/* The same as pyvenv_fetch, which documents it. */
int download_fetch (pyvenv_context *cx, const char *url, const char *relpath,
                    const char *hash, uint64_t limit) PYVENV_CHECK;

#endif
