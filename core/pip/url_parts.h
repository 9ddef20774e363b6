/* url_parts.h: an address taken apart. */
#ifndef PYVENV_URL_PARTS_H
#define PYVENV_URL_PARTS_H

#include "arena.h"

#include <stdbool.h>

/* All strings live in an arena. */
struct url_parts {
  const char *plain;            /* the address without credentials */
  const char *credentials;      /* "user:password", decoded, or NULL */
  const char *authority;        /* "host:port" or "host", in lower case; "" for
                                 * file: */
  const char *host;             /* without the port and without brackets */
};

/* Takes URL, which has a scheme, apart.  False on out of memory. */
bool url_split (struct arena *arena, const char *url, struct url_parts *ret);

/* One of HOSTS, "host" or "host:port", is the server; they end with NULL, or are
 * NULL. */
bool url_is_trusted (const struct url_parts *parts, const char *const *hosts);

/* The host is this machine, so that nobody listens on the way. */
bool url_is_loopback (const struct url_parts *parts);

/* What comes from there is what the server sent: it is https, on this machine,
 * or on one of HOSTS, as above, which the user answers for. */
bool url_is_secure (const struct url_parts *parts, const char *const *hosts);

#endif
