/* network.h: how to reach servers, as the user's pip is configured. */
#ifndef PYVENV_NETWORK_H
#define PYVENV_NETWORK_H

#include "url_parts.h"

#include <stddef.h>

/* libcurl itself reads the proxies of the environment.  Strings are those of an
 * arena; NULL where nothing is set. */
struct network {
  long timeout;                 /* seconds without a byte; at least 1 */
  unsigned retries;
  const char *ca_file;          /* PEM file with the certificates to trust */
  const char *ca_dir;           /* hashed folder with more of them; with neither
                                 * the system's certificates count */
  const char *client_cert;      /* PEM file with both certificate and key */
  const char *proxy;            /* URL; overrides those of the environment */
  const char *http_proxy;       /* URL of HTTP_PROXY, for http: where there is
                                 * no other; libcurl ignores that variable */
  const char *const *trusted_hosts; /* "host" or "host:port", ends with NULL:
                                     * their certificates are not verified */
  bool keyring;                 /* the program `keyring` may be asked */
  const struct url_parts *indexes; /* for whose users it is asked */
  size_t index_count;
};

#endif
