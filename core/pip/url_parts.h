/* url_parts.h: the parts of a URL. */
#ifndef PYVENV_URL_PARTS_H
#define PYVENV_URL_PARTS_H

#include "arena.h"

#include <stdbool.h>

/* All strings live in an arena. */
struct url_parts {
  const char *plain;            /* the URL without credentials */
  const char *credentials;      /* "user:password" or "user"; or NULL */
  const char *authority;        /* "host:port" or "host", in lower case; "" for
                                 * file: */
  const char *host;             /* without the port and without brackets */
};

/* Takes URL, which has a scheme, apart, with strings in ARENA.  False on out of
 * memory. */
bool url_split (struct arena *arena, const char *url, struct url_parts *ret);

/* Whether the server is one of HOSTS, "host" or "host:port", a list that ends
 * with NULL, or NULL. */
bool url_is_trusted (const struct url_parts *parts, const char *const *hosts);

/* Whether the host is this machine, so that no network is in between. */
bool url_is_loopback (const struct url_parts *parts);

/* Whether nobody else can change what comes from there: it is https or a file,
 * on this machine, or on one of HOSTS, as above, which the user trusts. */
bool url_is_secure (const struct url_parts *parts, const char *const *hosts);

#endif
