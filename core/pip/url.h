/* url.h: what needs to be known of URLs where libcurl is not loaded. */
#ifndef PYVENV_URL_H
#define PYVENV_URL_H

#include "arena.h"
#include "text.h"

/* Whether URL has SCHEME, which is in lower case and without the colon. */
bool url_has_scheme (const char *url, const char *scheme);

/* URL with two slashes in front of the authority, where http and https URLs may have
 * been given another number of slashes or backslashes: libcurl takes these for the
 * same, and whoever looks for credentials must do so too.  URL itself where there is
 * nothing to change, else a string in ARENA; NULL on out of memory. */
const char *url_canonical (struct arena *arena, const char *url);

/* Adds URL to OUT as it may be shown: without credentials and fragment, with
 * "****" for the query, since the query of a signed URL is a secret, and with
 * control characters replaced. */
void url_redact (struct text *out, const char *url);

/* Decodes the percent-encoded BYTES (RFC 3986 §2.1) up to an encoded NUL.  The
 * result lives in ARENA.  NULL on out of memory. */
const char *url_decode (struct arena *arena, const char *bytes);

/* Whether URL, a file: URL (RFC 8089), is of this machine: its host is none or
 * localhost. */
bool url_file_is_local (const char *url);

/* The path of URL, which is of this machine, decoded as above. */
const char *url_file_path (struct arena *arena, const char *url);

/* The last segment of the path, decoded and malloc'd.  NULL with errno EINVAL
 * where it cannot be the name of a file: empty, ".", "..", with a slash, a
 * backslash or a control character; or with errno ENOMEM. */
char *url_file_name (const char *url);

#endif
