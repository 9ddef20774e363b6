/* url.h: what we need to know about an address without asking libcurl. */
#ifndef PYVENV_URL_H
#define PYVENV_URL_H

#include "arena.h"
#include "text.h"

/* SCHEME is in lower case, without the colon. */
bool url_has_scheme (const char *url, const char *scheme);

/* Adds URL to OUT as it may be shown: without credentials, without what stands
 * behind '?' (signed addresses have their secret there), without '#', and with
 * control characters replaced. */
void url_redact (struct text *out, const char *url);

/* BYTES percent-decoded (RFC 3986 §2.1), up to a NUL that was encoded; it lives
 * in ARENA.  NULL on out of memory. */
const char *url_decode (struct arena *arena, const char *bytes);

/* The path that URL, a file: address, names; as above. */
const char *url_file_path (struct arena *arena, const char *url);

/* The last segment of the path, decoded (RFC 3986 §2.1), to be freed by the
 * caller.  NULL where there is none that could be a file's name: empty, ".",
 * "..", with a slash, a backslash or a control character; errno is EINVAL, or
 * ENOMEM. */
char *url_file_name (const char *url);

#endif
