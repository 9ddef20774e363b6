/* direct_url.h: direct_url.json (PEP 610). */
#ifndef PYVENV_DIRECT_URL_H
#define PYVENV_DIRECT_URL_H

#include "text.h"

#include <stdbool.h>

/* Adds what the pip of that version (NULL: a current one) writes for the
 * archive at PLACE, a path or else a URL without credentials.  Nothing is added
 * for a pip that did not know it. */
void direct_url_add (struct text *out, const char *place, bool is_path,
                     const char *sha256, const char *pip_version);

#endif
