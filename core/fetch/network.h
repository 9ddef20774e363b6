/* network.h: how to reach servers, as the user's pip would.
 *
 * Proxies, .netrc and what else libcurl reads by itself are not here. */
#ifndef PYVENV_NETWORK_H
#define PYVENV_NETWORK_H

/* Strings belong to the environment of the process or to who filled this. */
struct network {
  long timeout;                 /* seconds without a byte; at least 1 */
  unsigned retries;
  const char *ca_file;          /* PEM file, or NULL */
  const char *ca_dir;           /* hashed folder, or NULL; with neither, the
                                 * system's certificates count */
  const char *client_cert;      /* PEM file with certificate and key, or NULL */
  const char *proxy;            /* instead of those of the environment */
};

/* Fills RET from the environment: PIP_DEFAULT_TIMEOUT and PIP_TIMEOUT,
 * PIP_RETRIES, PIP_PROXY, PIP_CLIENT_CERT, and for certificates PIP_CERT,
 * REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE and SSL_CERT_DIR, the first
 * that is set, each a file or a folder. */
void network_from_environment (struct network *ret);

/* NAME is a file or a folder of certificates. */
void network_set_certificates (struct network *network, const char *name);

#endif
