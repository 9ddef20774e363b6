/* direct_url.h: direct_url.json (PEP 610). */
#ifndef PYVENV_DIRECT_URL_H
#define PYVENV_DIRECT_URL_H

#include "package.h"
#include "text.h"

#include <stdbool.h>

/* Adds what the pip of that version (NULL: a current one) writes for the wheel at
 * PLACE, a path or else a URL without credentials, that has the HASH,
 * "sha256=HEX".  Nothing is added for a pip that did not know it. */
void direct_url_add (struct text *out, const char *place, bool is_path,
                     const char *hash, const char *pip_version);

/* The same for PACKAGE, a direct reference to something that was built. */
void direct_url_add_package (struct text *out, const struct package *package,
                             const char *pip_version);

/* Adds PATH as a file: URL has it. */
void direct_url_add_path (struct text *out, const char *path);

#endif
